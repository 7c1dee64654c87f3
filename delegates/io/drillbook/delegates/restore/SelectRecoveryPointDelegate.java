package io.drillbook.delegates.restore;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.usecase.restore.SelectRecoveryPoint;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Chooses the recovery point: the one asked for, or the newest that is usable. */
@Component
public final class SelectRecoveryPointDelegate extends StepDelegate {
  private final SelectRecoveryPoint selectRecoveryPoint;

  SelectRecoveryPointDelegate(StepRecord record, SelectRecoveryPoint selectRecoveryPoint) {
    super(record);
    this.selectRecoveryPoint = selectRecoveryPoint;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    CatalogPoint point =
        selectRecoveryPoint.select(
            (String) execution.getVariable(Variables.SYSTEM),
            text(execution, Variables.POINT),
            text(execution, Variables.UNTIL).map(Instant::parse));
    execution.setVariable(Variables.POINT, point.point());
    record()
        .fact(execution, "selected", Map.of("point", point.point(), "state", point.state().name()));
  }

  private static Optional<String> text(DelegateExecution execution, String name) {
    return Optional.ofNullable((String) execution.getVariable(name)).filter(s -> !s.isBlank());
  }
}
