package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.PrivateFolder;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Kind {@code command}: programs that a team already has, such as {@code hub-cli export-manifests},
 * write and read the data. One program, one member, one pass; never a shell; a capture counts only
 * where the program ended with exit code 0 and wrote enough. A target is refused unless its own
 * programs say that it is another place than the source and empty.
 *
 * <p>What a run restored is told by a mark on this server, under {@code command-marks} in its
 * state, or in {@code .drillbook} of the folder in which a rescue runs.
 */
public final class CommandSourceDriver implements SourceDriver {
  static final String KIND = "command";

  private final Secrets secrets;
  private final Path directory;
  private final Path marks;
  private final Clock clock;

  /**
   * A driver; removes what a killed server left among the temporary files.
   *
   * @param secrets where secrets of the environment are found
   * @param directory where programs run: the configuration's folder
   */
  public CommandSourceDriver(Secrets secrets, Path directory, Clock clock) {
    this.secrets = secrets;
    this.directory = directory;
    this.marks = state(directory).resolve("command-marks");
    this.clock = clock;
    PrivateFolder.removeLeftovers(KIND);
  }

  private static Path state(Path directory) {
    return Files.exists(directory.resolve("drillbook.yaml"))
        ? directory.resolveSibling("var")
        : directory.resolve(".drillbook");
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return CommandSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    Spot spot = spot(settings, new Cancellation());
    spot.requireReachable(FaultCode.SOURCE_UNREACHABLE);
    return look(
        spot,
        spot.settings().has(CommandSettings.CAPTURE)
            ? CommandSettings.CAPTURE
            : CommandSettings.RESTORE);
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    context.cancellation().check();
    return new Capture(source, spot(settings, context.cancellation()), sink, context)
        .take(clock.instant());
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    Cancellation cancellation = context.cancellation();
    cancellation.check();
    Spot spot = spot(target, cancellation);
    Optional<String> captured = Optional.ofNullable(capture.facts().get(Facts.IDENTITY));
    new ProductionGuard(home(production, cancellation), captured).check(spot);
    DatabaseGuard.check(spot.settings());
    Member member = only(members);
    DatabaseGuard guard =
        DatabaseGuard.of(member.format(), spot.settings().allowsCreateDatabase(), member.file());
    Feed feed = new Feed(capture, member, reader, context, guard);
    Mark mark = new Mark(marks, spot.key(), context.runId());
    return new Restore(capture, spot, new Handover(spot, feed, context), mark, context).run();
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    Cancellation cancellation = new Cancellation();
    Spot spot = spot(target, cancellation);
    spot.requireReachable(FaultCode.TARGET_UNREACHABLE);
    new ProductionGuard(home(production, cancellation), Optional.empty()).check(spot);
    DatabaseGuard.check(spot.settings());
    new Vacancy(spot, new Mark(marks, spot.key(), runId)).require();
    return look(spot, CommandSettings.RESTORE);
  }

  @Override
  public void discard(Settings target, String runId) {
    Spot spot = spot(target, new Cancellation());
    Mark mark = new Mark(marks, spot.key(), runId);
    if (mark.isOurs()) {
      spot.discard();
      mark.discarded();
    } else if (!mark.isDiscarded() && spot.emptiness() != Spot.Emptiness.EMPTY) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard what this run did not restore: '" + runId + "'",
          "Empty the target by hand if nobody needs what is in it.");
    }
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    StructureCheck.run(capture, members, reader, context);
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return new ManualRestore(capture, only(members)).markdown();
  }

  private static SourceProbe look(Spot spot, String key) {
    spot.program().requireTool(key);
    String shown = spot.program().shown(key);
    return new SourceProbe(
        spot.identity().orElse(shown), shown, -1, spot.emptiness() == Spot.Emptiness.EMPTY);
  }

  private Spot spot(Settings settings, Cancellation cancellation) {
    return new Spot(new Program(new CommandSettings(settings), secrets, directory), cancellation);
  }

  private Optional<Spot> home(Settings production, Cancellation cancellation) {
    return production.values().isEmpty()
        ? Optional.empty()
        : Optional.of(spot(production, cancellation));
  }

  private static Member only(List<Member> members) {
    if (members.size() != 1) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to find the one member of the source: '" + members.size() + " members'",
          "Was the recovery point written by another version?");
    }
    return members.get(0);
  }
}
