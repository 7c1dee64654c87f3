package io.drillbook.delegates.drill;

import io.drillbook.domain.plan.ReviewRule;
import io.drillbook.domain.plan.ReviewRule.Field;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.ReviewVariables;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.drill.CloseDrill;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Looks whether the record of the drill holds everything that it must, and whether the plan asks
 * somebody to review it before it is closed.
 */
@Component
public final class CheckDrillRecordDelegate extends StepDelegate {
  private final RunStore runs;
  private final CloseDrill closeDrill;

  CheckDrillRecordDelegate(StepRecord record, RunStore runs, CloseDrill closeDrill) {
    super(record);
    this.runs = runs;
    this.closeDrill = closeDrill;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    Optional<ReviewRule> due =
        closeDrill.close(
            runs.find(execution.getProcessBusinessKey()).orElseThrow(), record().ref(execution));
    execution.setVariable(ReviewVariables.CLOSING, due.isEmpty() ? "complete" : "review");
    due.ifPresent(
        rule -> {
          execution.setVariable(ReviewVariables.FROM, rule.from());
          execution.setVariable(
              ReviewVariables.REQUIRED,
              rule.required().stream().map(Field::id).collect(Collectors.joining(",")));
        });
  }
}
