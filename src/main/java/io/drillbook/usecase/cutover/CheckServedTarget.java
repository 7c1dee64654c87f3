package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.usecase.restore.CheckTarget;
import java.util.Collection;
import java.util.Optional;

/**
 * Refuses to restore anew where the same run moved users to: what it brought there itself would be
 * replaced, and with it what they have written since.
 */
public final class CheckServedTarget {
  private static final String SOMEBODY = "-served";

  private final Residence residence;
  private final CheckTarget checkTarget;

  /** Takes what it works with. */
  public CheckServedTarget(Residence residence, CheckTarget checkTarget) {
    this.residence = residence;
    this.checkTarget = checkTarget;
  }

  /**
   * Checks; changes nothing.
   *
   * @throws Fault NOT_ALLOWED where the run moved traffic to the target and it still holds data
   */
  public void check(
      ProtectionPlan plan,
      String target,
      Collection<String> sources,
      String runId,
      Optional<String> liveAt) {
    if (!residence.mayHaveServed(runId, target)) {
      return;
    }
    try {
      // Under a name that is not the run's: its own marks say nothing any more.
      checkTarget.check(plan, target, sources, runId + SOMEBODY, liveAt);
    } catch (Fault e) {
      if (e.code() != FaultCode.TARGET_NOT_EMPTY) {
        throw e;
      }
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to restore again where this run has sent users: '" + target + "'",
          "They may have written there since, and a restore would remove it. Set the data aside by"
              + " hand (give it another name), or choose another target. "
              + e.getMessage(),
          e);
    }
  }
}
