package io.drillbook.delegates.restore;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.runbook.RestoredSources;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.restore.CheckTarget;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Refuses a target that holds data or is production, before anything is written. */
@Component
public final class CheckTargetWorker implements StepWorker {
  private final Plans plans;
  private final CheckTarget checkTarget;
  private final StepFacts facts;

  CheckTargetWorker(Plans plans, CheckTarget checkTarget, StepFacts facts) {
    this.plans = plans;
    this.checkTarget = checkTarget;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "check-target";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Collection<String> sources = RestoredSources.of(plan, order::find);
    checkTarget
        .check(plan, order.text("target"), sources, order.runId())
        .forEach(
            (source, probe) ->
                facts.found(
                    order, "target is free", Map.of("source", source, "is", probe.version())));
    return Map.of();
  }
}
