package io.drillbook.delegates.shared;

import io.drillbook.engine.people.LevelCalls;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.usecase.approval.CallNextLevel.Level;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Lets the deputies decide as well, and tells them. */
@Component
public final class CallDeputiesDelegate extends StepDelegate {
  private final LevelCalls levels;

  CallDeputiesDelegate(StepRecord record, LevelCalls levels) {
    super(record);
    this.levels = levels;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    levels.call(execution, Level.DEPUTIES, record().ref(execution));
  }
}
