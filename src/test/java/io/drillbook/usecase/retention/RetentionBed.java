package io.drillbook.usecase.retention;

import io.drillbook.config.CalendarCronTimes;
import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.plan.ReadinessPolicy;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.PointIds;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.vault.Vault;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.RetentionInMemory;
import io.drillbook.usecase.RunIds;
import io.drillbook.usecase.RunsInMemory;
import io.drillbook.usecase.retention.ExpireRecoveryPoints.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Retention over two real directory vaults; the clock is the test's. */
final class RetentionBed {
  final Bench bench;
  final RunsInMemory runs = new RunsInMemory();
  RetentionInMemory retention;
  final List<String> account = new ArrayList<>();
  RecallHolds recall;
  Instant now = Bench.NOW;
  Retention policy = new Retention(3, 0, 0, 1, 100, java.util.Optional.empty());
  private final Random random = new Random(7);

  RetentionBed(Path folder) {
    bench = new Bench(folder);
    bench.catalog.discard("shop", Bench.POINT);
    forgetHolds();
  }

  /** As after a rebuild of the catalog: only the vaults remember. */
  void forgetHolds() {
    retention = new RetentionInMemory(bench.catalog);
    recall = new RecallHolds(bench.configured(), bench.keys, retention);
  }

  Clock clock() {
    return new Clock() {
      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  ProtectionPlan plan() {
    ProtectionPlan plan = bench.plan();
    return new ProtectionPlan(
        plan.system(),
        plan.owner(),
        plan.zone(),
        plan.objectives(),
        plan.sources(),
        plan.backup(),
        policy,
        plan.readBack(),
        plan.targets(),
        plan.verify(),
        plan.recovery(),
        plan.approvals(),
        plan.drills(),
        plan.audience(),
        plan.digest(),
        ReadinessPolicy.USUAL,
        EvidencePlan.NONE);
  }

  /** A verified point of a scheduled backup, in both vaults. */
  String backUp(Instant at) {
    return backUp(at, Map.of());
  }

  /** The same, captured with these facts. */
  String backUp(Instant at, Map<String, String> facts) {
    String point = PointIds.next(at, random);
    String run = "backup-" + point;
    bench.catalog.begin("shop", point, run, at);
    for (String source : List.of("db", "media")) {
      Member member = new Member(source, source + ".0.raw.zst.pgp", "raw", 3, "aa", 3, "bb");
      bench.catalog.saveCapture(
          "shop",
          point,
          new SourceCapture(source, "made-up", at, facts, Map.of()),
          List.of(member));
    }
    bench.configured().names().forEach(vault -> store(vault, point));
    bench.catalog.seal("shop", point, at, List.of("primary", "offsite"));
    bench.catalog.setState("shop", point, PointState.VERIFIED, at);
    runs.ended(run, RunKind.BACKUP, "timer:backup", at, Verdict.SUCCEEDED);
    retention.sequence("shop");
    return point;
  }

  /** What stands in the files does not matter to retention; that they are there does. */
  private void store(String vault, String point) {
    StoredPoint place = new StoredPoint(bench.directory(vault), "shop", point);
    for (String file :
        List.of("db.0.raw.zst.pgp", "media.0.raw.zst.pgp", "manifest.json", "manifest.json.asc")) {
      place.put(file, "xyz");
    }
  }

  /** One point a day, the newest now; oldest first. */
  List<String> daily(int days) {
    List<String> points = new ArrayList<>();
    for (int back = days - 1; back >= 0; back--) {
      points.add(backUp(Bench.NOW.minus(java.time.Duration.ofDays(back))));
    }
    return points;
  }

  PlanExpiry planExpiry() {
    return new PlanExpiry(
        bench.catalog,
        retention,
        runs,
        bench.configured(),
        recall,
        new CalendarCronTimes(),
        clock());
  }

  HoldRecoveryPoint holds() {
    Plans plans =
        new Plans() {
          @Override
          public ProtectionPlan plan(String system) {
            return RetentionBed.this.plan();
          }

          @Override
          public List<ProtectionPlan> all() {
            return List.of(RetentionBed.this.plan());
          }

          @Override
          public List<String> problems() {
            return List.of();
          }

          @Override
          public void onChange(Consumer<ProtectionPlan> listener) {
            // This plan never changes.
          }
        };
    RunIds ids = new RunIds(clock(), random);
    return new HoldRecoveryPoint(plans, bench.catalog, retention, recall, ids, clock());
  }

  Set<String> expiring() {
    return planExpiry().plan(plan()).expiring().stream()
        .map(it -> it.point().point())
        .collect(Collectors.toSet());
  }

  void expire(boolean approved) {
    expire(expiring(), approved);
  }

  void expire(Set<String> shown, boolean approved) {
    new ExpireRecoveryPoints(planExpiry(), bench.catalog, retention, bench.configured(), clock())
        .expire(plan(), new Order(shown, approved), bench.step, new Lines());
  }

  boolean isIn(String vault, String point) {
    return Files.exists(bench.folder.resolve(vault).resolve("shop").resolve(point));
  }

  List<String> points() {
    return bench.catalog.points("shop").stream().map(it -> it.point()).sorted().toList();
  }

  void wrap(String name, java.util.function.UnaryOperator<Vault> around) {
    bench.vaults.compute(name, (key, vault) -> around.apply(vault));
  }

  private final class Lines implements ExpireRecoveryPoints.Account {
    @Override
    public void removed(String point, String why, List<String> vaults) {
      account.add("removed " + point + " from " + vaults + ": " + why);
    }

    @Override
    public void stays(String point, String vault, String why) {
      account.add("stays " + point + " in " + vault + ": " + why);
    }
  }
}
