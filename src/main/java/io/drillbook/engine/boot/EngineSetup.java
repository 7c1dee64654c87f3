package io.drillbook.engine.boot;

import io.drillbook.engine.SystemActor;
import io.drillbook.engine.access.Access;
import io.drillbook.engine.path.OwnTable;
import io.drillbook.engine.path.PathTable;
import java.util.Map;
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
  private final OwnTable table;

  EngineSetup(
      ClusterLock lock,
      Access access,
      SystemActor actor,
      RunbookDeployer deployer,
      OwnTable table) {
    this.lock = lock;
    this.access = access;
    this.actor = actor;
    this.deployer = deployer;
    this.table = table;
  }

  @Override
  public void afterSingletonsInstantiated() {
    Map<String, byte[]> files = RunbookFiles.find();
    table.require().ifPresent(own -> files.put("processes/" + PathTable.ID + ".dmn", own));
    lock.hold(
        () -> {
          access.ensure();
          actor.run(() -> deployer.deploy(files));
        });
  }
}
