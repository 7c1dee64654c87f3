package io.drillbook.engine.boot;

import java.io.ByteArrayInputStream;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;

/**
 * Deploys all runbooks and forms as one, under names that do not depend on how the server is
 * packed. The engine's own deployment names files differently in a jar and in a folder, and makes a
 * new version of everything on the way from one to the other.
 */
final class RunbookDeployer {
  private static final String NAME = "drillbook";

  private final RepositoryService repository;

  RunbookDeployer(RepositoryService repository) {
    this.repository = repository;
  }

  /**
   * Deploys the files, all of them where one has changed, none where none has.
   *
   * @param files content by name
   */
  void deploy(Map<String, byte[]> files) {
    if (files.isEmpty()) {
      return;
    }
    DeploymentBuilder deployment =
        repository.createDeployment().name(NAME).source(NAME).enableDuplicateFiltering(false);
    files.forEach(
        (name, content) -> deployment.addInputStream(name, new ByteArrayInputStream(content)));
    deployment.deploy();
  }
}
