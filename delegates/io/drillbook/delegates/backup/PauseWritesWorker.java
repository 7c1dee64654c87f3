package io.drillbook.delegates.backup;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.FindLiveTarget;
import io.drillbook.usecase.pause.PauseWrites;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds out where the system lives, which is where all that follows captures; then runs the
 * programs of the plan that pause production, each after its undo is written down.
 */
@Component
public final class PauseWritesWorker implements StepWorker {
  private final Plans plans;
  private final FindLiveTarget findLiveTarget;
  private final PauseWrites pauseWrites;
  private final StepFacts facts;

  PauseWritesWorker(
      Plans plans, FindLiveTarget findLiveTarget, PauseWrites pauseWrites, StepFacts facts) {
    this.plans = plans;
    this.findLiveTarget = findLiveTarget;
    this.pauseWrites = pauseWrites;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "pause-writes";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text(Variables.SYSTEM));
    // A fail-back has looked already, and says where it captures.
    Optional<String> told = order.find(Variables.LIVE_AT);
    Optional<String> liveAt = told.isPresent() ? told : findLiveTarget.find(plan);
    liveAt
        .filter(target -> told.isEmpty())
        .ifPresent(
            target -> facts.found(order, "captured where it lives", Map.of("target", target)));
    pauseWrites.pause(
        plan,
        order.text(Variables.POINT),
        liveAt,
        context,
        (what, details) -> facts.found(order, what, details));
    return liveAt.<Map<String, Object>>map(it -> Map.of(Variables.LIVE_AT, it)).orElse(Map.of());
  }
}
