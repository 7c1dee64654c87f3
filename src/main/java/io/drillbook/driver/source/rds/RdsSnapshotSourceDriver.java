package io.drillbook.driver.source.rds;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Kind {@code rds-snapshot}: an instance of Amazon RDS by its snapshots. A recovery point holds how
 * the instance is set up and names the snapshots; the data stays with Amazon and can be restored
 * there only.
 */
public final class RdsSnapshotSourceDriver implements SourceDriver {
  static final String KIND = "rds-snapshot";

  private final Secrets secrets;
  private final Clock clock;
  private final Pace pace;

  /** A driver that takes logins from these secrets and dates captures by this clock. */
  public RdsSnapshotSourceDriver(Secrets secrets, Clock clock) {
    this(secrets, clock, Pace.USUAL);
  }

  RdsSnapshotSourceDriver(Secrets secrets, Clock clock, Pace pace) {
    this.secrets = secrets;
    this.clock = clock;
    this.pace = pace;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return RdsSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    try (Regions regions = regions(settings, Side.SOURCE, new Cancellation())) {
      Optional<DBInstance> there = new Database(regions.home()).find();
      there.ifPresent(Instances::requireSingle);
      return Instances.probe(regions.settings(), there);
    }
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    try (Regions regions = regions(settings, Side.SOURCE, context.cancellation())) {
      return new Capture(source, regions, sink, context).take(clock.instant());
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
    try (Regions regions = regions(target, Side.TARGET, context.cancellation())) {
      Database database = new Database(regions.home());
      Optional<DBInstance> there = database.find();
      Instances.requireNotCaptured(there, capture);
      guard(there, production);
      PointFile point = PointFile.read(capture, members, reader);
      return new Restore(point, regions, database, context).run();
    }
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    try (Regions regions = regions(target, Side.TARGET, new Cancellation())) {
      Optional<DBInstance> there = new Database(regions.home()).find();
      guard(there, production);
      there.ifPresent(new Ownership(runId)::requireOurs);
      return Instances.probe(regions.settings(), there);
    }
  }

  @Override
  public void discard(Settings target, String runId) {
    try (Regions regions = regions(target, Side.TARGET, new Cancellation())) {
      Database database = new Database(regions.home());
      Optional<DBInstance> there = database.find();
      if (there.isEmpty()) {
        return;
      }
      if (!new Ownership(runId).isOurs(there.get())) {
        throw new Fault(
            FaultCode.NOT_ALLOWED,
            "unable to discard an instance that this run did not restore: '"
                + regions.settings().place()
                + "'",
            "It does not bear the tag of run " + runId + "; remove it by hand if sure.");
      }
      database.remove(regions.settings().within());
    }
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    PointFile.read(capture, members, reader);
    Member member = PointFile.member(capture, members);
    context.progress(member.file(), member.contentBytes(), member.contentBytes());
    context.cancellation().check();
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return ManualRestore.markdown(capture, PointFile.member(capture, members));
  }

  private Regions regions(Settings settings, Side side, Cancellation cancellation) {
    return new Regions(RdsSettings.of(settings), secrets, pace, side, cancellation);
  }

  /** A production that does not answer is not harmed: what is there is refused anyway. */
  private void guard(Optional<DBInstance> there, Settings production) {
    if (there.isEmpty() || production.values().isEmpty()) {
      return;
    }
    try (Regions home = regions(production, Side.SOURCE, new Cancellation())) {
      Instances.requireNot(there, new Database(home.home()).find());
    } catch (Fault e) {
      if (e.code() == FaultCode.TARGET_IS_PRODUCTION) {
        throw e;
      }
    }
  }
}
