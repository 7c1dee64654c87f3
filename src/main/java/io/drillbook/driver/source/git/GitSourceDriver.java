package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Free;
import io.drillbook.spi.file.PrivateFolder;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.Room;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Kind {@code git}: every branch, tag and note of a repository and their whole history, as a bundle
 * that any git clones; the large files of Git LFS beside it. Hooks, configuration, issues and what
 * was not committed are no part of it.
 *
 * <p>Read by git's own protocol into a temporary mirror, so that a push or a repack meanwhile does
 * no harm. Restored as a bare repository, marked by a file inside.
 */
public final class GitSourceDriver implements SourceDriver {
  static final String KIND = "git";
  private static final Duration PROBE = Duration.ofSeconds(20);

  private final Secrets secrets;
  private final Clock clock;
  private final String program;

  /**
   * A driver that runs the git of this machine and dates captures by this clock; removes what a
   * killed server left among the temporary files.
   */
  public GitSourceDriver(Secrets secrets, Clock clock) {
    this(secrets, clock, "git");
  }

  GitSourceDriver(Secrets secrets, Clock clock, String program) {
    this.secrets = secrets;
    this.clock = clock;
    this.program = program;
    PrivateFolder.removeLeftovers(KIND);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return GitSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    GitSettings git = GitSettings.of(settings);
    try (Workspace space = Workspace.of(git, secrets)) {
      return new Look(git(space, new Cancellation()), PROBE).at(git.address());
    }
  }

  @Override
  public Room room(Settings target) {
    return GitSettings.of(target)
        .address()
        .folder()
        .map(Free::beside)
        .orElseGet(() -> Room.unknown("it is on another host"));
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    GitSettings git = GitSettings.of(settings);
    try (Workspace space = Workspace.of(git, secrets)) {
      return new Capture(source, git, git(space, context.cancellation()), sink, context)
          .take(clock.instant());
    }
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    ProductionGuard guard = ProductionGuard.of(production);
    Place place = guard.place(GitSettings.of(target).address());
    Parts parts = new Parts(members);
    try (Workspace space = Workspace.local()) {
      Git git = git(space, context.cancellation());
      Unbundle unbundle =
          new Unbundle(capture, parts, reader, git, context, FaultCode.RESTORE_FAILED);
      return new Restore(capture, parts, unbundle, place, guard, context).run();
    }
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    Place place = ProductionGuard.of(production).place(GitSettings.of(target).address());
    RunMark mark = RunMark.ofRun(runId, place);
    new Takeover(place, mark, new Staging(mark, 1)).requireFree();
    try (Workspace space = Workspace.local()) {
      return new Look(git(space, new Cancellation()), PROBE).at(place);
    }
  }

  @Override
  public void discard(Settings target, String runId) {
    Place place = target(target);
    new Discard(place, RunMark.ofRun(runId, place)).run();
  }

  @Override
  public Optional<String> setAside(Settings target, Settings production, String runId) {
    Place place = ProductionGuard.of(production).place(GitSettings.of(target).address());
    return new SetAside(place, RunMark.ofRun(runId, place)).run();
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    try (Workspace space = Workspace.local()) {
      Git git = git(space, context.cancellation());
      new Unbundle(capture, new Parts(members), reader, git, context, FaultCode.CONTENT_MISMATCH)
          .into(space.folder(), space.folder().resolve("check.git"));
    }
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return new ManualRestore(capture, new Parts(members)).markdown();
  }

  private Git git(Workspace space, Cancellation cancellation) {
    return new Git(program, space, cancellation);
  }

  private static Place target(Settings settings) {
    return ProductionGuard.of(Settings.none()).place(GitSettings.of(settings).address());
  }
}
