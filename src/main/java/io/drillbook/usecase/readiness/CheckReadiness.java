package io.drillbook.usecase.readiness;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.domain.readiness.Readiness;
import io.drillbook.domain.readiness.ReadinessFingerprint;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.store.ReadinessStore;
import io.drillbook.usecase.readiness.check.AskAll;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks whether a plan can be relied on: everything that a recovery needs is asked now. */
public final class CheckReadiness {
  private final Plans plans;
  private final AskAll ask;
  private final TakeFingerprint fingerprint;
  private final ProofOfDrills proof;
  private final ReadinessStore store;
  private final Clock clock;

  /** A use case over these checks. */
  public CheckReadiness(
      Plans plans,
      AskAll ask,
      TakeFingerprint fingerprint,
      ProofOfDrills proof,
      ReadinessStore store,
      Clock clock) {
    this.plans = plans;
    this.ask = ask;
    this.fingerprint = fingerprint;
    this.proof = proof;
    this.store = store;
    this.clock = clock;
  }

  /**
   * What a check found.
   *
   * @param before the report of the check before; empty where this is the first
   */
  public record Found(ReadinessReport report, Optional<ReadinessReport> before) {
    /** Whether state, or what is bad, differs from what the check before found. */
    public boolean isChange() {
      return before
          .map(it -> it.state() != report.state() || !it.bad().equals(report.bad()))
          .orElse(true);
    }
  }

  /**
   * Checks; changes nothing outside and keeps nothing yet, see {@link #keep}.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where no plan protects the system
   */
  public Found check(String system, String runId, Cancellation cancellation) {
    ProtectionPlan plan = plans.plan(system);
    // Before the questions: what changes while they are asked is not what they were asked of.
    ReadinessFingerprint inForce = fingerprint.of(plan);
    List<CheckFinding> findings = ask.ask(plan, cancellation);
    Instant now = clock.instant();
    Readiness readiness =
        Readiness.of(
            Optional.of(findings), inForce, proof.of(system), plan.readiness().drillWithin(), now);
    Optional<ReadinessReport> before = store.latest(system);
    Instant since =
        before
            .filter(it -> it.state() == readiness.state())
            .map(ReadinessReport::since)
            .orElse(now);
    return new Found(
        new ReadinessReport(
            system, runId, now, readiness.state(), since, readiness.why(), findings, inForce),
        before);
  }

  /** Keeps what was found in the place of what was found before. */
  public void keep(Found found) {
    store.save(found.report());
  }
}
