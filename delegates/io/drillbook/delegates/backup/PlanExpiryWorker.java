package io.drillbook.delegates.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.retention.ExpiryPlan;
import io.drillbook.domain.retention.Judgement;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.retention.PlanExpiry;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Works out what would expire and why, and whether somebody must be asked; removes nothing. */
@Component
public final class PlanExpiryWorker implements StepWorker {
  private final Plans plans;
  private final PlanExpiry planExpiry;
  private final StepFacts facts;

  PlanExpiryWorker(Plans plans, PlanExpiry planExpiry, StepFacts facts) {
    this.plans = plans;
    this.planExpiry = planExpiry;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "plan-expiry";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    ExpiryPlan expiry = planExpiry.plan(plan);
    if (!expiry.refusals().isEmpty()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to expire recovery points of '"
              + plan.system()
              + "': '"
              + String.join("; ", expiry.refusals())
              + "'",
          "Nothing was removed. Put the cause right; the next expiry looks again.");
    }
    expiry.questions().forEach(why -> facts.found(order, "asked because", Map.of("reason", why)));
    expiry.expiring().forEach(it -> facts.found(order, "would expire", details(it)));
    return Map.of(Variables.EXPIRY, expiry.questions().isEmpty() ? "routine" : "ask");
  }

  private static Map<String, String> details(Judgement it) {
    CatalogPoint point = it.point();
    return Map.of(
        "point",
        point.point(),
        "state",
        point.state().name().toLowerCase(Locale.ROOT),
        "vaults",
        String.join(", ", point.vaults()),
        "why",
        it.why());
  }
}
