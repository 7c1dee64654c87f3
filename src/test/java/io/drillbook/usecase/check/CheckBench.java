package io.drillbook.usecase.check;

import io.drillbook.config.CalendarCronTimes;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.ExpectedSize;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;
import io.drillbook.domain.plan.ProtectionPlan.ReadBack;
import io.drillbook.domain.plan.ReadinessPolicy;
import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.CopiesInMemory;
import io.drillbook.usecase.RetentionInMemory;
import io.drillbook.usecase.backup.CaptureSource;
import io.drillbook.usecase.backup.SealRecoveryPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A shop whose points are read back: real vaults and keys, and a clock that the test moves. */
final class CheckBench implements CheckLog {
  static final String TOOL = "drillbook test";

  final Bench bench;
  final Moving clock = new Moving();
  final CopiesInMemory copies = new CopiesInMemory();
  final RetentionInMemory retention;
  final List<CopyReading> readings = new ArrayList<>();
  final List<RepairedCopy> repairs = new ArrayList<>();
  final List<String> unread = new ArrayList<>();
  List<String> cold = List.of();
  Duration within = Duration.ofDays(7);
  KeyRing keys;

  CheckBench(Path folder) {
    bench = new Bench(folder);
    keys = bench.keys;
    retention = new RetentionInMemory(bench.catalog);
  }

  /** Adds a vault beside primary and offsite. */
  void addVault(String name) {
    try {
      Files.createDirectory(bench.folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bench.vaults.put(name, bench.directory(name));
  }

  ProtectionPlan plan() {
    ProtectionPlan plan = bench.plan();
    BackupPolicy backup = plan.backup();
    return new ProtectionPlan(
        plan.system(),
        plan.owner(),
        plan.zone(),
        plan.objectives(),
        plan.sources(),
        new BackupPolicy(
            backup.schedule(),
            backup.vaults(),
            backup.required(),
            backup.encryptTo(),
            backup.signWith(),
            cold,
            ExpectedSize.USUAL,
            List.of(),
            CatchUp.ONE,
            io.drillbook.domain.plan.CapturePlan.USUAL),
        plan.retention(),
        new ReadBack(within, Optional.of("45 5 * * *"), CatchUp.ONE),
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

  /** Takes a point of that name, now. */
  void backUp(String point) {
    backUp(point, () -> {});
  }

  /** The same; something happens between the capture and the seal. */
  void backUp(String point, Runnable meanwhile) {
    bench.catalog.begin("shop", point, "backup-" + point, clock.instant());
    CaptureSource capture =
        new CaptureSource(bench.drivers(), bench.configured(), bench.keys, bench.catalog);
    capture.capture(plan(), "db", point, bench.step);
    capture.capture(plan(), "media", point, bench.step);
    meanwhile.run();
    new SealRecoveryPoint(
            bench.drivers(), bench.configured(), bench.keys, bench.catalog, clock, TOOL)
        .seal(plan(), point, bench.step);
  }

  ListCopies list() {
    return new ListCopies(bench.catalog, copies, retention, clock);
  }

  CheckCopy checkCopy() {
    return new CheckCopy(
        bench.drivers(), bench.configured(), keys, bench.catalog, copies, list(), clock, TOOL);
  }

  RepairCopy repairCopy() {
    return new RepairCopy(
        bench.drivers(), bench.configured(), keys, bench.catalog, copies, list(), clock, TOOL);
  }

  /** One whole run: reads what is due, then makes whole what is not. */
  int run(boolean all) {
    readings.clear();
    repairs.clear();
    unread.clear();
    int left =
        new ReadDueCopies(list(), checkCopy(), new CalendarCronTimes())
            .read(plan(), all, clock.instant(), this, bench.step);
    return left
        + new RepairCopies(list(), repairCopy(), bench.catalog).repair(plan(), this, bench.step);
  }

  PointCopy copy(String point, String vault) {
    return list().of(plan()).stream()
        .filter(copy -> copy.point().equals(point) && copy.vault().equals(vault))
        .findFirst()
        .orElseThrow();
  }

  CopyState state(String vault) {
    return copy(Bench.POINT, vault).state();
  }

  @Override
  public void read(CopyReading reading) {
    readings.add(reading);
  }

  @Override
  public void unread(PointCopy copy, Fault why) {
    unread.add(copy.vault() + ": " + why.code());
  }

  @Override
  public void repaired(RepairedCopy repaired) {
    repairs.add(repaired);
  }

  /** A clock that goes on only when it is told to. */
  static final class Moving extends Clock {
    private Instant now = Bench.NOW;

    void move(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
