package io.drillbook.processes;

import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.people.People;
import io.drillbook.usecase.approval.AskForApproval;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Asks for approvals as the server does, so that the model's timers find them on the record. */
final class Approvals {
  private static final AskForApproval ASK =
      new AskForApproval(ModelEngine.PLANS, ModelEngine.RECORD, new Everybody(), ModelEngine.CLOCK);

  private Approvals() {}

  static void open(DelegateExecution execution) {
    ASK.ask(
        new AskForApproval.Wish(
            execution.getProcessBusinessKey(),
            "shop",
            execution.getProcessInstanceId(),
            "cutover",
            "standby"),
        StepRef.of(execution.getCurrentActivityId(), "Open approval"));
  }

  private static final class Everybody implements People {
    @Override
    public Set<String> groupsOf(String person) {
      return Set.of("approvers");
    }

    @Override
    public List<String> membersOf(String group) {
      return List.of("ann", "bob");
    }

    @Override
    public List<String> mailsOf(String group) {
      return List.of();
    }
  }
}
