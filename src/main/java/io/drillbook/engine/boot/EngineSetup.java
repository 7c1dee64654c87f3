package io.drillbook.engine.boot;

import io.drillbook.engine.SystemActor;
import io.drillbook.engine.access.Access;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Brings a built engine to where it may be used: accounts and grants, then the runbooks. It runs
 * before the first request is served and before the first job.
 */
final class EngineSetup implements SmartInitializingSingleton {
  private final ClusterLock lock;
  private final Access access;
  private final SystemActor actor;
  private final RunbookDeployer deployer;

  EngineSetup(ClusterLock lock, Access access, SystemActor actor, RunbookDeployer deployer) {
    this.lock = lock;
    this.access = access;
    this.actor = actor;
    this.deployer = deployer;
  }

  @Override
  public void afterSingletonsInstantiated() {
    lock.hold(
        () -> {
          access.ensure();
          actor.run(() -> deployer.deploy(RunbookFiles.find()));
        });
  }
}
