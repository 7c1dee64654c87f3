package io.drillbook.usecase.drill;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.usecase.SourceDrivers;

/** Removes what a drill restored, and only that. */
public final class DiscardSandbox {
  private final SourceDrivers drivers;

  /** A use case over these drivers. */
  public DiscardSandbox(SourceDrivers drivers) {
    this.drivers = drivers;
  }

  /**
   * Discards; may be called twice.
   *
   * @throws Fault NOT_ALLOWED where the target is not disposable, or holds what this run did not
   *     bring
   */
  public void discard(ProtectionPlan plan, String target, String runId) {
    TargetPlan sandbox = plan.target(target);
    requireDisposable(plan, sandbox);
    sandbox
        .sources()
        .forEach(
            (source, settings) ->
                drivers.driver(plan.source(source).kind()).discard(settings, runId));
  }

  /**
   * Refuses a target that a drill must not touch.
   *
   * @throws Fault NOT_ALLOWED
   */
  public static void requireDisposable(ProtectionPlan plan, TargetPlan sandbox) {
    if (sandbox.production() || !sandbox.disposable()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to rehearse '" + plan.system() + "' in this target: '" + sandbox.name() + "'",
          "A drill needs a target with 'disposable: true' that is not production.");
    }
  }
}
