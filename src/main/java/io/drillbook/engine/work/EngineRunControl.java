package io.drillbook.engine.work;

import io.drillbook.engine.SystemActor;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.runbook.RunControl;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/** Holds, wakes and ends runs of the embedded engine. */
public final class EngineRunControl implements RunControl {
  /** While one of these goes on, traffic may be half moved. */
  private static final String[] MOVING = {
    "cut-over",
    "move-traffic",
    "settle-traffic",
    "fence-primary",
    "carry-data-home",
    "resolve-split-brain",
    "roll-back",
    "send-traffic-back",
    "let-side-serve"
  };

  private static final String FAIL_BACK = "fail-back";
  private static final String FENCE = "fence-primary";

  /** How a cutover ends that left traffic on the new side: also one whose rollback failed. */
  private static final Set<String> NOT_BACK = Set.of("moved", "failed");

  private final RuntimeService runtime;
  private final HistoryService history;
  private final LeasedSteps steps;
  private final SystemActor actor;

  /** Runs of this engine, whose long steps are worked here. */
  public EngineRunControl(
      RuntimeService runtime, HistoryService history, LeasedSteps steps, SystemActor actor) {
    this.runtime = runtime;
    this.history = history;
    this.steps = steps;
    this.actor = actor;
  }

  @Override
  public boolean mayHaveMovedTraffic(String runId) {
    return actor.call(
        () ->
            goesOn(runId, MOVING)
                || (goesOn(runId, FAIL_BACK) && hasFenced(runId))
                || roots(runId).stream()
                    .map(root -> runtime.getVariable(root.getId(), Variables.CUTOVER_OUTCOME))
                    .anyMatch(outcome -> outcome != null && NOT_BACK.contains(outcome)));
  }

  private boolean goesOn(String runId, String... runbooks) {
    return runtime
            .createProcessInstanceQuery()
            .processInstanceBusinessKey(runId)
            .processDefinitionKeyIn(runbooks)
            .count()
        > 0;
  }

  /** On the way home nothing is taken back by itself once the standby was fenced. */
  private boolean hasFenced(String runId) {
    return history
            .createHistoricProcessInstanceQuery()
            .processInstanceBusinessKey(runId)
            .processDefinitionKey(FENCE)
            .count()
        > 0;
  }

  @Override
  public void wake(String runId) {
    actor.run(() -> steps.wake(runId));
  }

  @Override
  public void end(String runId, String reason) {
    steps.cancel(runId, reason);
    actor.run(
        () ->
            roots(runId)
                .forEach(
                    root ->
                        runtime.deleteProcessInstance(root.getId(), reason, false, true, true)));
  }

  private List<ProcessInstance> roots(String runId) {
    return runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(runId)
        .rootProcessInstances()
        .list();
  }
}
