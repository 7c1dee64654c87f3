package io.drillbook.engine.path;

import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.engine.SystemActor;
import io.drillbook.spi.runbook.Paths;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;

/**
 * Asks the deployed table outside of any run. The engine's own evaluation would leave a line of
 * history each time somebody looks at a metric.
 */
public final class EnginePaths implements Paths {
  private final RepositoryService repository;
  private final SystemActor actor;
  private final DmnEngine engine =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
  private String version = "";
  private DmnDecision table;

  /** Paths of this engine. */
  public EnginePaths(RepositoryService repository, SystemActor actor) {
    this.repository = repository;
    this.actor = actor;
  }

  @Override
  public RecoveryPath path(ProtectionPlan plan, Scenario scenario, String sourcesAnswer) {
    return TableAnswer.of(engine, table(), plan, scenario, sourcesAnswer);
  }

  /** The database is asked once, and not for every answer. */
  @Override
  public Paths atOnce() {
    DmnDecision now = table();
    return (plan, scenario, answer) -> TableAnswer.of(engine, now, plan, scenario, answer);
  }

  private synchronized DmnDecision table() {
    return actor.call(
        () -> {
          String newest =
              repository
                  .createDecisionDefinitionQuery()
                  .decisionDefinitionKey(PathTable.ID)
                  .latestVersion()
                  .singleResult()
                  .getId();
          if (!newest.equals(version)) {
            table = parse(newest);
            version = newest;
          }
          return table;
        });
  }

  private DmnDecision parse(String definition) {
    try (InputStream dmn = repository.getDecisionModel(definition)) {
      return engine.parseDecision(PathTable.ID, dmn);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
