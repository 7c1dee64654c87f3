package io.drillbook.usecase.audit;

import io.drillbook.domain.audit.PlanVersion;
import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.PlanVersionStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.UnitOfWork;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps the text of every plan that comes into force, and notes on the installation's record that
 * it did, or that a system has no plan any more. What happened while no server ran is found by the
 * next one.
 */
public final class KeepPlanVersions {
  private final Plans plans;
  private final PlanVersionStore versions;
  private final RecordStore record;
  private final UnitOfWork atOnce;
  private final Clock clock;

  /** A use case over these ports. */
  public KeepPlanVersions(
      Plans plans, PlanVersionStore versions, RecordStore record, UnitOfWork atOnce, Clock clock) {
    this.plans = plans;
    this.versions = versions;
    this.record = record;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /**
   * Keeps what is new; may be called at any time and by several servers, and adds nothing twice.
   */
  public synchronized void keep() {
    Map<String, PlanVersion> known =
        versions.newest().stream()
            .collect(Collectors.toMap(PlanVersion::system, Function.identity()));
    List<ProtectionPlan> inForce = plans.all();
    for (ProtectionPlan plan : inForce) {
      Optional<PlanVersion> before = Optional.ofNullable(known.remove(plan.system()));
      if (before.filter(it -> it.digest().equals(plan.digest())).isEmpty()) {
        plans.text(plan).ifPresent(text -> add(plan.system(), before, plan.digest(), text));
      }
    }
    known.values().stream()
        .filter(it -> !it.isGone())
        .forEach(it -> add(it.system(), Optional.of(it), "", ""));
  }

  private void add(String system, Optional<PlanVersion> before, String digest, String text) {
    int number = before.map(PlanVersion::number).orElse(0) + 1;
    PlanVersion version = new PlanVersion(system, number, digest, clock.instant(), text);
    atOnce.run(
        () -> {
          if (versions.add(version)) {
            record.append(ServerRecord.ID, ServerRecord.plan(version));
          }
        });
  }
}
