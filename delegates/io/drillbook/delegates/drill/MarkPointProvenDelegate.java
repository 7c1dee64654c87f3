package io.drillbook.delegates.drill;

import io.drillbook.domain.point.PointState;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.store.CatalogStore;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Marks the recovery point proven: it was restored, and the checks held. */
@Component
public final class MarkPointProvenDelegate extends StepDelegate {
  private final CatalogStore catalog;

  MarkPointProvenDelegate(StepRecord record, CatalogStore catalog) {
    super(record);
    this.catalog = catalog;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    String point = (String) execution.getVariable(Variables.POINT);
    String system = (String) execution.getVariable(Variables.SYSTEM);
    catalog.setState(system, point, PointState.PROVEN, record().now());
    record().fact(execution, "proven", Map.of("point", point));
  }
}
