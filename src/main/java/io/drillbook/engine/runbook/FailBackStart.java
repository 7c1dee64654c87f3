package io.drillbook.engine.runbook;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.FailBackPlan;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Side;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Where a fail-back goes to and from, set at its start for every way in. */
final class FailBackStart {
  private FailBackStart() {}

  static void set(DelegateExecution execution, ProtectionPlan plan) {
    FailBackPlan back =
        plan.recovery()
            .failBack()
            .orElseThrow(
                () ->
                    new Fault(
                        FaultCode.INPUT_INVALID,
                        "unable to fail back without a way home: '" + plan.system() + "'",
                        "Add 'recovery.fail-back.target' to the plan: the target that is home."));
    String liveAt =
        RunbookFacts.text(execution, Variables.LIVE_AT).orElse(plan.recovery().target());
    execution.setVariable(Variables.TARGET, plan.target(back.target()).name());
    execution.setVariable(Variables.LIVE_AT, plan.target(liveAt).name());
    execution.setVariable(Variables.SIDE, Side.STANDBY.id());
  }
}
