package io.drillbook.engine.people;

import io.drillbook.domain.record.StepRef;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Incident;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A short step whose tries are used up: the run stands still, and without this only Cockpit would
 * know. The on-call engineers are told.
 */
public final class StuckStepHandler extends DefaultIncidentHandler {
  private static final Logger LOG = LoggerFactory.getLogger(StuckStepHandler.class);

  private final TaskCalls calls;

  /** A handler that calls people by these calls. */
  public StuckStepHandler(TaskCalls calls) {
    super(Incident.FAILED_JOB_HANDLER_TYPE);
    this.calls = calls;
  }

  @Override
  public Incident handleIncident(IncidentContext context, String message) {
    Incident incident = super.handleIncident(context, message);
    String step = String.valueOf(context.getActivityId());
    LOG.error("The step '{}' is stuck; its run stands still: {}", step, message);
    ExecutionEntity execution =
        Context.getCommandContext()
            .getExecutionManager()
            .findExecutionById(context.getExecutionId());
    String runId = execution == null ? null : execution.getProcessBusinessKey();
    if (runId != null) {
      calls.callToStuckStep(runId, StepRef.of(step, step), String.valueOf(message));
    }
    return incident;
  }
}
