package io.drillbook.usecase.readiness;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.readiness.Proof;
import io.drillbook.domain.readiness.Readiness;
import io.drillbook.domain.readiness.ReadinessFingerprint;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.ReadinessStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Shows whether a plan can be relied on now: what the newest check found, judged against what is in
 * force and what drills have shown since. A change therefore shows at once, before any check.
 */
public final class ShowReadiness {
  private final Plans plans;
  private final ReadinessStore store;
  private final TakeFingerprint fingerprint;
  private final ProofOfDrills proof;
  private final Clock clock;

  /** A use case over these ports. */
  public ShowReadiness(
      Plans plans,
      ReadinessStore store,
      TakeFingerprint fingerprint,
      ProofOfDrills proof,
      Clock clock) {
    this.plans = plans;
    this.store = store;
    this.fingerprint = fingerprint;
    this.proof = proof;
    this.clock = clock;
  }

  /**
   * How it stands.
   *
   * @param report of the newest check; empty where there was none yet
   * @param since when checks first found this state; empty where it changed after the newest one
   */
  public record Standing(
      String system,
      Readiness readiness,
      Optional<Instant> since,
      Optional<ReadinessReport> report,
      Optional<String> schedule,
      ReadinessFingerprint inForce,
      Proof proof) {}

  /**
   * How a system stands.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where no plan protects it
   */
  public Standing of(String system) {
    return of(plans.plan(system));
  }

  /** How a system stands; empty where its plan was taken away. */
  public Optional<Standing> find(String system) {
    return plans.all().stream()
        .filter(plan -> plan.system().equals(system))
        .findFirst()
        .map(this::of);
  }

  private Standing of(ProtectionPlan plan) {
    String system = plan.system();
    Optional<ReadinessReport> report = store.latest(system);
    ReadinessFingerprint inForce = fingerprint.of(plan);
    Proof shown = proof.of(system);
    Readiness readiness =
        Readiness.of(
            report.map(ReadinessReport::findings),
            inForce,
            shown,
            plan.readiness().drillWithin(),
            clock.instant());
    return new Standing(
        system,
        readiness,
        report.filter(it -> it.state() == readiness.state()).map(ReadinessReport::since),
        report,
        plan.readiness().schedule(),
        inForce,
        shown);
  }
}
