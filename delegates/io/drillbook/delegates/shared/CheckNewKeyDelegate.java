package io.drillbook.delegates.shared;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.backup.CheckNewKey;
import io.drillbook.usecase.backup.CheckNewKey.NewKeys;
import io.drillbook.usecase.drill.StartDrill;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Checks that the plan in force names a new key, and chooses the old point that is drilled. */
@Component
public final class CheckNewKeyDelegate extends StepDelegate {
  private final Plans plans;
  private final RunStore runs;
  private final CheckNewKey checkNewKey;

  CheckNewKeyDelegate(StepRecord record, Plans plans, RunStore runs, CheckNewKey checkNewKey) {
    super(record);
    this.plans = plans;
    this.runs = runs;
    this.checkNewKey = checkNewKey;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    ProtectionPlan plan = plans.plan((String) execution.getVariable(Variables.SYSTEM));
    Run run = runs.find(execution.getProcessBusinessKey()).orElseThrow();
    NewKeys keys = checkNewKey.check(plan, run.startedAt());
    StartDrill.Rehearsal drill = StartDrill.rehearsal(plan, Optional.of(Scenario.SITE_DISASTER));
    String point = wished(execution).orElse(keys.oldest());
    execution.setVariable(Variables.POINT, point);
    execution.setVariable(Variables.TARGET, drill.target());
    execution.setVariable(Variables.SCENARIO, drill.scenario().id());
    // The drill must not ask whom this run asks: its end is judged by the conclusion.
    execution.setVariable(Variables.ATTENDED, false);
    execution.setVariable(Variables.DECISION, null);
    record()
        .fact(
            execution,
            "new key",
            Map.of(
                "recipients", String.join(", ", keys.recipients()),
                "signer", keys.signer().orElse(""),
                "newest before", keys.newest(),
                "point to drill", point));
  }

  /** Whoever decided how to continue may have named another point. */
  private static Optional<String> wished(DelegateExecution execution) {
    return "other-point".equals(execution.getVariable(Variables.DECISION))
        ? Optional.ofNullable((String) execution.getVariable(Variables.DECISION_POINT))
        : Optional.empty();
  }
}
