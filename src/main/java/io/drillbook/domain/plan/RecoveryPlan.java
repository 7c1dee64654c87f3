package io.drillbook.domain.plan;

import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the system is recovered.
 *
 * @param target the default target of a recovery
 * @param provision command that makes the target ready
 * @param migrate command that brings the restored data up to the release
 * @param cutover steps that move traffic, in order
 * @param observe how the service is watched after cutover
 * @param fence what makes the old primary refuse writes before traffic moves, in order
 * @param failBack how the system goes home again; empty where the plan does not say
 * @param redeploy steps that bring a release out again, in order
 */
public record RecoveryPlan(
    String target,
    Optional<List<String>> provision,
    Optional<List<String>> migrate,
    List<CheckPlan> cutover,
    ObserveRule observe,
    List<CheckPlan> fence,
    Optional<FailBackPlan> failBack,
    List<RedeployStep> redeploy) {
  public RecoveryPlan {
    cutover = List.copyOf(cutover);
    fence = List.copyOf(fence);
    redeploy = List.copyOf(redeploy);
  }

  /** A recovery without a fence, a way home and a redeployment, watched as usual. */
  public RecoveryPlan(
      String target,
      Optional<List<String>> provision,
      Optional<List<String>> migrate,
      List<CheckPlan> cutover,
      Duration observeFor,
      boolean rollbackOnFailure) {
    this(
        target,
        provision,
        migrate,
        cutover,
        ObserveRule.usual(observeFor, rollbackOnFailure),
        List.of(),
        Optional.empty(),
        List.of());
  }

  /** How long the service is watched after cutover. */
  public Duration observeFor() {
    return observe.lasts();
  }

  /** Whether failing probes move traffic back without asking. */
  public boolean rollbackOnFailure() {
    return observe.rollbackOnFailure();
  }
}
