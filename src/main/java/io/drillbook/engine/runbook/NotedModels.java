package io.drillbook.engine.runbook;

import io.drillbook.spi.store.RunModelStore;
import io.drillbook.spi.store.RunStore;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/**
 * Does what another listener does, then notes by which model the run goes: the engine's history can
 * be cleaned up, and evidence must stay as complete as it was.
 */
final class NotedModels implements ExecutionListener {
  private final ExecutionListener first;
  private final RunStore runs;
  private final RunModelStore models;

  NotedModels(ExecutionListener first, RunStore runs, RunModelStore models) {
    this.first = first;
    this.runs = runs;
    this.models = models;
  }

  @Override
  public void notify(DelegateExecution execution) throws Exception {
    first.notify(execution);
    String run = execution.getProcessBusinessKey();
    // A check of readiness becomes a run at its end, where it found something new.
    if (run != null && runs.find(run).isPresent()) {
      models.add(run, execution.getProcessDefinitionId());
    }
  }
}
