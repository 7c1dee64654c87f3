package io.drillbook.engine.people;

import io.drillbook.domain.record.StepRef;
import io.drillbook.usecase.incident.TellAboutRun;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Calls people to a task once it really is there: a mail sent inside the engine's transaction would
 * hold it up, and would call people to a task that a rollback takes away again.
 */
public final class TaskCalls implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(TaskCalls.class);

  private final TellAboutRun tell;
  private final ExecutorService sender = Executors.newSingleThreadExecutor();

  /** Calls by this use case. */
  public TaskCalls(TellAboutRun tell) {
    this.tell = tell;
  }

  void afterCommit(String runId, StepRef step, String taskId, String group, Instant expiresAt) {
    onceCommitted(step, runId, () -> tell.tellOfTask(runId, step, taskId, group, expiresAt));
  }

  /** Calls the on-call engineers to a run that stands still. */
  void stuckAfterCommit(String runId, StepRef step, String why) {
    onceCommitted(step, runId, () -> tell.tellOfStuckStep(runId, step, why));
  }

  private void onceCommitted(StepRef step, String runId, Runnable telling) {
    Runnable call = () -> call(runId, step, telling);
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      sender.execute(call);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            sender.execute(call);
          }
        });
  }

  @Override
  public void destroy() {
    sender.shutdown();
  }

  private void call(String runId, StepRef step, Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      LOG.error("Unable to call people to the step '{}' of '{}'.", step.name(), runId, e);
    }
  }
}
