package io.drillbook.delegates.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.ConfirmService;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks the live service whether it answers; then the clock of the RTO stops. */
@Component
public final class ConfirmServiceWorker implements StepWorker {
  private final Plans plans;
  private final ConfirmService confirmService;
  private final StepFacts facts;

  ConfirmServiceWorker(Plans plans, ConfirmService confirmService, StepFacts facts) {
    this.plans = plans;
    this.confirmService = confirmService;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "confirm-service";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    String how =
        confirmService.confirm(plan, order.text("target"), context).stream()
            .map(CheckResult::check)
            .collect(Collectors.joining(", "));
    if (how.isEmpty() && order.find(Variables.CUTOVER_WANTED).filter("false"::equals).isPresent()) {
      // No switch has confirmed itself here: to stop the clock now would be a guess.
      throw new Fault(
          FaultCode.CHECK_FAILED,
          "unable to confirm the service without a check: '" + plan.system() + "'",
          "Add an http check to the plan's 'verify', and choose 'retry'.");
    }
    facts.serviceConfirmed(order, how.isEmpty() ? "the cutover's own confirmation" : how);
    return Map.of();
  }
}
