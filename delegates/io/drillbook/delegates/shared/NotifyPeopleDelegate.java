package io.drillbook.delegates.shared;

import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.usecase.incident.TellAboutRun;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Tells people what the step of the model says. */
@Component
public final class NotifyPeopleDelegate extends StepDelegate {
  private final TellAboutRun tellAboutRun;

  NotifyPeopleDelegate(StepRecord record, TellAboutRun tellAboutRun) {
    super(record);
    this.tellAboutRun = tellAboutRun;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    tellAboutRun.tell(
        execution.getProcessBusinessKey(),
        (String) execution.getVariableLocal("message"),
        record().ref(execution));
  }
}
