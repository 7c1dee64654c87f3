package io.drillbook.delegates.shared;

import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.usecase.approval.CountVotes;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Counts the votes: one no ends the approval, enough yeses grant it, else another is asked for. */
@Component
public final class CountVotesDelegate extends StepDelegate {
  private final CountVotes countVotes;

  CountVotesDelegate(StepRecord record, CountVotes countVotes) {
    super(record);
    this.countVotes = countVotes;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    String state =
        countVotes
            .count(execution.getProcessBusinessKey(), execution.getProcessInstanceId())
            .state()
            .id();
    execution.setVariable(Variables.APPROVAL_STATE, state);
  }
}
