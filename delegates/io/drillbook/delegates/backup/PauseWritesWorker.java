package io.drillbook.delegates.backup;

import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.pause.PauseWrites;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Runs the programs of the plan that pause production, each after its undo is written down. */
@Component
public final class PauseWritesWorker implements StepWorker {
  private final Plans plans;
  private final PauseWrites pauseWrites;
  private final StepFacts facts;

  PauseWritesWorker(Plans plans, PauseWrites pauseWrites, StepFacts facts) {
    this.plans = plans;
    this.pauseWrites = pauseWrites;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "pause-writes";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    pauseWrites.pause(
        plans.plan(order.text(Variables.SYSTEM)),
        order.text(Variables.POINT),
        order.find(Variables.LIVE_AT),
        context,
        (what, details) -> facts.found(order, what, details));
    return Map.of();
  }
}
