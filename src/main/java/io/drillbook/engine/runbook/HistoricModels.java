package io.drillbook.engine.runbook;

import io.drillbook.domain.evidence.RunModel;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.engine.SystemActor;
import io.drillbook.spi.runbook.RunModels;
import io.drillbook.spi.store.RunModelStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/**
 * The models of a run, as they were noted; of runs from before they were, out of the engine's
 * history, where all instances of a run have its id as key.
 */
public final class HistoricModels implements RunModels {
  private final Supplier<ProcessEngine> engine;
  private final Supplier<SystemActor> actor;
  private final RunModelStore noted;

  /**
   * Models of runs.
   *
   * @param engine asked when needed
   */
  public HistoricModels(
      Supplier<ProcessEngine> engine, Supplier<SystemActor> actor, RunModelStore noted) {
    this.engine = engine;
    this.actor = actor;
    this.noted = noted;
  }

  @Override
  public List<RunModel> of(String runId) {
    try {
      return actor.get().call(() -> read(engine.get(), runId));
    } catch (ProcessEngineException | UncheckedIOException e) {
      // One deployment that somebody removed must not break the evidence of all other runs.
      throw new Fault(
          FaultCode.INTERNAL,
          "unable to read the models that a run went by: '" + runId + "'",
          "Deployments must stay; take those that were removed from a backup of the database.",
          e);
    }
  }

  private List<RunModel> read(ProcessEngine engine, String runId) {
    List<String> definitions = noted.of(runId);
    return (definitions.isEmpty() ? history(engine, runId) : definitions)
        .stream().map(id -> model(engine, id)).toList();
  }

  private static List<String> history(ProcessEngine engine, String runId) {
    return engine
        .getHistoryService()
        .createHistoricProcessInstanceQuery()
        .processInstanceBusinessKey(runId)
        .list()
        .stream()
        .sorted(
            Comparator.comparing(
                    (HistoricProcessInstance it) -> it.getSuperProcessInstanceId() != null)
                .thenComparing(HistoricProcessInstance::getStartTime))
        .map(HistoricProcessInstance::getProcessDefinitionId)
        .distinct()
        .toList();
  }

  private static RunModel model(ProcessEngine engine, String definition) {
    ProcessDefinition deployed = engine.getRepositoryService().getProcessDefinition(definition);
    try (InputStream in = engine.getRepositoryService().getProcessModel(definition)) {
      return new RunModel(deployed.getKey(), deployed.getVersion(), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
