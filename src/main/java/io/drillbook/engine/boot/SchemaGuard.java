package io.drillbook.engine.boot;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/**
 * Holds the lock among the servers while the engine creates or updates its tables: two servers on
 * an empty database would both create them, and one would die of it.
 */
final class SchemaGuard extends AbstractProcessEnginePlugin {
  private final ClusterLock lock;
  private ClusterLock.Held held;

  SchemaGuard(ClusterLock lock) {
    this.lock = lock;
  }

  @Override
  public void postInit(ProcessEngineConfigurationImpl configuration) {
    held = lock.acquire();
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    held.close();
  }
}
