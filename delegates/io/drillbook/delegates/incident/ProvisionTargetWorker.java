package io.drillbook.delegates.incident;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.restore.RunCommand;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Runs the plan's provisioning command; a plan without one passes through. */
@Component
public final class ProvisionTargetWorker implements StepWorker {
  private final Plans plans;
  private final RunCommand runCommand;
  private final StepFacts facts;

  ProvisionTargetWorker(Plans plans, RunCommand runCommand, StepFacts facts) {
    this.plans = plans;
    this.runCommand = runCommand;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "provision-target";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    plan.recovery()
        .provision()
        .ifPresentOrElse(
            command ->
                facts.found(
                    order,
                    "provisioned",
                    Map.of(
                        "output",
                        runCommand.run("provision", command, Map.of(), List.of(), context))),
            () -> facts.found(order, "nothing to provision", Map.of()));
    return Map.of();
  }
}
