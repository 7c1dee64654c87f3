package io.drillbook.processes;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.ApprovalState;
import io.drillbook.domain.approval.Tally;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.people.People;
import io.drillbook.usecase.approval.AskForApproval;
import java.util.List;
import java.util.Optional;
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
            text(execution, "approvalOf").orElse("cutover"),
            text(execution, "target").orElse("standby"),
            text(execution, "point"),
            text(execution, "until")),
        StepRef.of(execution.getCurrentActivityId(), "Open approval"));
  }

  /** The record says that it was granted; the model's gateway asks a variable of its own. */
  static void grant(DelegateExecution execution) {
    ModelEngine.RECORD.append(
        execution.getProcessBusinessKey(),
        ApprovalLines.vote(
            ModelEngine.NOW,
            StepRef.of(ApprovalLines.STEP, "Give approval"),
            "ann",
            Choice.APPROVE,
            "",
            execution.getProcessInstanceId(),
            1));
    ModelEngine.RECORD.append(
        execution.getProcessBusinessKey(),
        ApprovalLines.ended(
            ModelEngine.NOW,
            StepRef.of(execution.getCurrentActivityId(), "Conclude approval"),
            "drillbook",
            execution.getProcessInstanceId(),
            new Tally(ApprovalState.GRANTED, 1, List.of(), List.of())));
    execution.setVariable("approvalState", "granted");
  }

  private static Optional<String> text(DelegateExecution execution, String name) {
    return Optional.ofNullable((String) execution.getVariable(name));
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
