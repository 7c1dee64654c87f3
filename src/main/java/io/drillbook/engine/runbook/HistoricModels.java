package io.drillbook.engine.runbook;

import io.drillbook.domain.evidence.RunModel;
import io.drillbook.engine.SystemActor;
import io.drillbook.spi.runbook.RunModels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/** The models of a run, out of the engine's history: all its instances have the run's id as key. */
public final class HistoricModels implements RunModels {
  private final Supplier<ProcessEngine> engine;
  private final Supplier<SystemActor> actor;

  /**
   * Models of runs.
   *
   * @param engine asked when needed
   */
  public HistoricModels(Supplier<ProcessEngine> engine, Supplier<SystemActor> actor) {
    this.engine = engine;
    this.actor = actor;
  }

  @Override
  public List<RunModel> of(String runId) {
    return actor.get().call(() -> read(engine.get(), runId));
  }

  private static List<RunModel> read(ProcessEngine engine, String runId) {
    List<HistoricProcessInstance> instances =
        engine
            .getHistoryService()
            .createHistoricProcessInstanceQuery()
            .processInstanceBusinessKey(runId)
            .list();
    Map<String, RunModel> models = new LinkedHashMap<>();
    instances.stream()
        .sorted(
            Comparator.comparing(
                    (HistoricProcessInstance it) -> it.getSuperProcessInstanceId() != null)
                .thenComparing(HistoricProcessInstance::getStartTime))
        .map(HistoricProcessInstance::getProcessDefinitionId)
        .distinct()
        .forEach(id -> models.putIfAbsent(id, model(engine, id)));
    return List.copyOf(models.values());
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
