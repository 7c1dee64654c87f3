package io.drillbook.delegates.backup;

import io.drillbook.engine.runbook.PartialVariables;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.pause.PauseLog;
import io.drillbook.usecase.pause.ResumeWrites;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Undoes what paused production, or notes that a person did; runs what is to run afterwards. */
@Component
public final class ResumeWritesWorker implements StepWorker {
  private final ResumeWrites resumeWrites;
  private final StepFacts facts;

  ResumeWritesWorker(ResumeWrites resumeWrites, StepFacts facts) {
    this.resumeWrites = resumeWrites;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "resume-writes";
  }

  /** Who holds a backup does not want production to stand still as long. */
  @Override
  public boolean waitsWhileHeld() {
    return false;
  }

  /** What the plan says now does not matter here: what is owed was written down with the pause. */
  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    PauseLog log = (what, details) -> facts.found(order, what, details);
    if (order.find(PartialVariables.RESUMED).filter("by-hand"::equals).isPresent()) {
      String reason = order.find(Variables.DECISION_REASON).orElse("");
      resumeWrites.settleByHand(order.runId(), reason, log);
    } else {
      resumeWrites.resume(context, log);
    }
    return Map.of();
  }
}
