package io.drillbook.driver.source.directory;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Free;
import io.drillbook.spi.file.Stat;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.Room;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Kind {@code directory}: a folder with everything below it: owners, rights, times, symbolic and
 * hard links, empty folders, text attributes of the "user" kind; names are kept byte by byte.
 *
 * <p>Captured in one pass into several tar archives side by side, each of which any tar unpacks,
 * and a list of checksums for {@code sha256sum}. What is added during the walk may or may not be
 * in; a file that changes while it is read ends the capture. A consistent copy of a folder that is
 * in use needs a snapshot of its file system under {@code path}.
 *
 * <p>A restored folder is marked by a hidden file beside it. {@link #discard} removes a folder with
 * the run's mark; it does not make an empty one in its place again.
 */
public final class DirectorySourceDriver implements SourceDriver {
  static final String KIND = "directory";

  private final Clock clock;

  /** A driver that dates captures by this clock. */
  public DirectorySourceDriver(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return DirectorySettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    return look(Place.source(DirectorySettings.of(settings).path()));
  }

  @Override
  public Room room(Settings target) {
    return Free.beside(target(target).path());
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    return new Capture(source, DirectorySettings.of(settings), sink, context).take(clock.instant());
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    Place place = target(target);
    ProductionGuard guard = new ProductionGuard(production);
    Selection selection = DirectorySettings.of(target).selection();
    return new Restore(capture, new Parts(members), selection, reader, place, guard, context).run();
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    Place place = target(target);
    new ProductionGuard(production).check(place);
    place.requireNoMount();
    RunMark mark = RunMark.ofRun(runId, place);
    new Takeover(place, mark, new Staging(mark, 1)).requireFree();
    return look(place);
  }

  @Override
  public void discard(Settings target, String runId) {
    Place place = target(target);
    new Discard(place, RunMark.ofRun(runId, place)).run();
  }

  @Override
  public Optional<String> setAside(Settings target, Settings production, String runId) {
    Place place = target(target);
    new ProductionGuard(production).check(place);
    place.requireNoMount();
    return new SetAside(place, RunMark.ofRun(runId, place)).run();
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    new StructureCheck(new Parts(members), reader, context).run();
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return new ManualRestore(capture, new Parts(members)).markdown();
  }

  private static Place target(Settings settings) {
    return Place.target(DirectorySettings.of(settings).path());
  }

  private static SourceProbe look(Place place) {
    Optional<Stat> there = place.stat();
    String identity =
        there.map(stat -> "folder " + stat.device() + ":" + stat.inode()).orElse("folder missing");
    return new SourceProbe(
        identity + " at " + place.path(), System.getProperty("os.name"), -1, place.isFree());
  }
}
