package io.drillbook.engine.work;

import io.drillbook.engine.SystemActor;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.runbook.RunControl;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/** Holds, wakes and ends runs of the embedded engine. */
public final class EngineRunControl implements RunControl {
  /** Runbooks that move traffic. */
  private static final String[] MOVING = {"cut-over", "fail-back"};

  private static final String MOVED = "moved";

  private final RuntimeService runtime;
  private final LeasedSteps steps;
  private final SystemActor actor;

  /** Runs of this engine, whose long steps are worked here. */
  public EngineRunControl(RuntimeService runtime, LeasedSteps steps, SystemActor actor) {
    this.runtime = runtime;
    this.steps = steps;
    this.actor = actor;
  }

  @Override
  public boolean mayHaveMovedTraffic(String runId) {
    return actor.call(
        () ->
            runtime
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(runId)
                        .processDefinitionKeyIn(MOVING)
                        .count()
                    > 0
                || roots(runId).stream()
                    .map(root -> runtime.getVariable(root.getId(), Variables.CUTOVER_OUTCOME))
                    .anyMatch(MOVED::equals));
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
