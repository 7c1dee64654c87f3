package io.drillbook.delegates.drill;

import io.drillbook.domain.finding.DrillResult;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.drill.DiscardSandbox;
import io.drillbook.usecase.effect.EffectLedger;
import io.drillbook.usecase.effect.Seen;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Removes what the drill restored, and checks that it is gone. */
@Component
public final class DiscardSandboxWorker implements StepWorker {
  private final Plans plans;
  private final DiscardSandbox discardSandbox;
  private final EffectLedger ledger;
  private final StepFacts facts;

  DiscardSandboxWorker(
      Plans plans, DiscardSandbox discardSandbox, EffectLedger ledger, StepFacts facts) {
    this.plans = plans;
    this.discardSandbox = discardSandbox;
    this.ledger = ledger;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "discard-sandbox";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    ledger.once(
        order.effects().ofVisit("discard " + order.text("target")),
        context,
        Seen::repeatable,
        step -> {
          discardSandbox.discard(plan, order.text("target"), order.runId());
          return "gone";
        });
    facts.found(order, DrillResult.SANDBOX_IS_GONE, Map.of("target", order.text("target")));
    return Map.of();
  }
}
