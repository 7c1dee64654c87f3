package io.drillbook.delegates.drill;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.drill.DiscardSandbox;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Refuses a target that a drill must not touch. */
@Component
public final class CheckSandboxDelegate extends StepDelegate {
  private final Plans plans;

  CheckSandboxDelegate(StepRecord record, Plans plans) {
    super(record);
    this.plans = plans;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    ProtectionPlan plan = plans.plan((String) execution.getVariable(Variables.SYSTEM));
    DiscardSandbox.requireDisposable(
        plan, plan.target((String) execution.getVariable(Variables.TARGET)));
  }
}
