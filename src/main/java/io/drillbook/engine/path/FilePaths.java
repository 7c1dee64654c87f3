package io.drillbook.engine.path;

import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.spi.runbook.Paths;
import java.io.ByteArrayInputStream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;

/** Asks the table of a file, where no server is there to be asked. */
public final class FilePaths implements Paths {
  private final DmnEngine engine =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
  private final DmnDecision table;

  /** Paths of this table. */
  public FilePaths(byte[] dmn) {
    this.table = engine.parseDecision(PathTable.ID, new ByteArrayInputStream(dmn));
  }

  @Override
  public RecoveryPath path(ProtectionPlan plan, Scenario scenario, String sourcesAnswer) {
    return TableAnswer.of(engine, table, plan, scenario, sourcesAnswer);
  }
}
