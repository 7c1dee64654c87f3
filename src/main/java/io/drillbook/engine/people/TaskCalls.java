package io.drillbook.engine.people;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.record.StepRef;
import io.drillbook.usecase.incident.TellAboutRun;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls people to a task: the message is written in the transaction that makes the task, so that a
 * rollback takes both away, and a server that dies right after it has lost neither.
 */
public final class TaskCalls {
  private static final Logger LOG = LoggerFactory.getLogger(TaskCalls.class);

  private final TellAboutRun tell;

  /** Calls by this use case. */
  public TaskCalls(TellAboutRun tell) {
    this.tell = tell;
  }

  void call(String runId, StepRef step, String taskId, String group, Instant expiresAt) {
    call(runId, step, () -> tell.tellOfTask(runId, step, taskId, group, expiresAt));
  }

  /** Calls the on-call engineers to a run that stands still. */
  void callToStuckStep(String runId, StepRef step, String why) {
    call(runId, step, () -> tell.tellOfStuckStep(runId, step, why));
  }

  /** A plan that was taken away names nobody to call: that must not take the task away as well. */
  private static void call(String runId, StepRef step, Runnable telling) {
    try {
      telling.run();
    } catch (Fault e) {
      LOG.error("Unable to call people to the step '{}' of '{}'.", step.name(), runId, e);
    }
  }
}
