package io.drillbook.driver.source.s3bucket;

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
import io.drillbook.spi.source.Room;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Kind {@code s3-bucket}: the objects of a bucket that keeps versions. Captured is the list of all
 * versions, which says which of them were seen at that time; the bytes stay in the bucket, unless
 * the plan has them copied.
 *
 * <p>Restored into another, empty bucket, where each object carries the run's mark in its metadata;
 * or in place, by putting captured versions on top again.
 */
public final class S3BucketSourceDriver implements SourceDriver {
  static final String KIND = "s3-bucket";

  private final Secrets secrets;
  private final Clock clock;
  private final Limits limits;

  /** A driver that dates captures by this clock. */
  public S3BucketSourceDriver(Secrets secrets, Clock clock) {
    this(secrets, clock, Limits.USUAL);
  }

  S3BucketSourceDriver(Secrets secrets, Clock clock, Limits limits) {
    this.secrets = secrets;
    this.clock = clock;
    this.limits = limits;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return BucketSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    try (Store store = new Store(BucketSettings.of(settings), Side.SOURCE, secrets)) {
      String drift = new Health(store).facts().getOrDefault("drift", "");
      return look(store, drift.isEmpty() ? "as expected" : drift);
    }
  }

  @Override
  public Room room(Settings target) {
    return Room.unknown("a store does not tell how much a bucket can take");
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    try (Store store = new Store(BucketSettings.of(settings), Side.SOURCE, secrets)) {
      return new Capture(source, store, sink, context).take(clock.instant());
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
    BucketSettings there = BucketSettings.of(target);
    ProductionGuard.of(production).check(there, Optional.of(Home.of(capture)));
    Parts parts = new Parts(members);
    Mark mark = Mark.of(context.runId(), context.attempt(), capture.dataTime(), members);
    try (Store to = new Store(there, Side.TARGET, secrets)) {
      if (parts.bytes().isPresent()) {
        Upload upload = new Upload(to, mark, limits);
        return run(
            capture,
            to,
            new ArchiveSupply(capture, parts, reader, upload, there.only(), context),
            mark);
      }
      try (Store from = new Store(origin(capture, there, production), Side.SOURCE, secrets)) {
        Copier copier = new Copier(from, to, mark, limits, context.cancellation());
        return run(
            capture,
            to,
            new VersionSupply(capture, parts, reader, copier, there.only(), context),
            mark);
      }
    }
  }

  private static RestoreReport run(SourceCapture capture, Store to, Supply supply, Mark mark) {
    return to.settings().inPlace()
        ? new Repair(to, supply).run()
        : new Restore(capture, to, supply, mark).run();
  }

  /** The captured bucket, by the login of the plan; in a rescue by the target's. */
  private static BucketSettings origin(
      SourceCapture capture, BucketSettings target, Settings production) {
    Home home = Home.of(capture);
    if (!production.values().isEmpty()) {
      BucketSettings planned = BucketSettings.of(production);
      if (planned.endpoint().equals(home.endpoint()) && planned.bucket().equals(home.bucket())) {
        return planned.at(home);
      }
    }
    if (target.home().endpoint().equals(home.endpoint())) {
      return target.at(home);
    }
    throw new Fault(
        FaultCode.NOT_ALLOWED,
        "unable to read the versions of the captured bucket: '" + home.shown() + "'",
        "Its login is known to the plan only; restore into a bucket of the same store.");
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    BucketSettings there = BucketSettings.of(target);
    ProductionGuard.of(production).check(there, Optional.empty());
    try (Store store = new Store(there, Side.TARGET, secrets)) {
      if (!there.inPlace()) {
        new Occupants(store, Mark.ofRun(runId)).requireFree();
      }
      return look(store, "reachable");
    }
  }

  @Override
  public void discard(Settings target, String runId) {
    BucketSettings there = BucketSettings.of(target);
    if (there.inPlace()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard what was restored in place: '" + there.home().shown() + "'",
          "The versions that were replaced are still there; bring them back by another restore.");
    }
    try (Store store = new Store(there, Side.TARGET, secrets)) {
      new Occupants(store, Mark.ofRun(runId)).discard();
    }
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    new StructureCheck(capture, new Parts(members), reader, context).run();
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return new ManualRestore(capture, new Parts(members)).markdown();
  }

  private static SourceProbe look(Store store, String version) {
    boolean empty =
        store.ask(
            "list",
            store.prefix(),
            s3 ->
                s3.listObjectsV2(r -> r.bucket(store.bucket()).prefix(store.prefix()).maxKeys(1))
                    .contents()
                    .isEmpty());
    return new SourceProbe(store.settings().home().shown(), version, -1, empty);
  }
}
