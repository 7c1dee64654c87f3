package io.drillbook.delegates.backup;

import io.drillbook.domain.point.PointIds;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.CatalogStore;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Names the recovery point and notes in the catalog that it is being captured. */
@Component
public final class PrepareRecoveryPointDelegate extends StepDelegate {
  private final Plans plans;
  private final CatalogStore catalog;
  private final RandomGenerator random;

  PrepareRecoveryPointDelegate(
      StepRecord record, Plans plans, CatalogStore catalog, RandomGenerator random) {
    super(record);
    this.plans = plans;
    this.catalog = catalog;
    this.random = random;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    String system = plans.plan((String) execution.getVariable(Variables.SYSTEM)).system();
    Instant now = record().now();
    String point = PointIds.next(now, random);
    catalog.begin(system, point, execution.getProcessBusinessKey(), now);
    execution.setVariable(Variables.POINT, point);
  }
}
