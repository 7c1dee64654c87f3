package io.drillbook.engine.runbook;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.FlowElement;

/** Reads deployed models for what people see: the names of their steps. */
public final class RunbookModels {
  private final RepositoryService repository;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /** Models of this engine. */
  public RunbookModels(RepositoryService repository) {
    this.repository = repository;
  }

  /** The step in words; its id where the model gives it no name. */
  public String nameOf(String definitionId, String element) {
    return names.computeIfAbsent(
        definitionId + "#" + element, key -> read(definitionId, element).orElse(element));
  }

  private Optional<String> read(String definitionId, String element) {
    FlowElement found = repository.getBpmnModelInstance(definitionId).getModelElementById(element);
    return Optional.ofNullable(found).map(FlowElement::getName);
  }
}
