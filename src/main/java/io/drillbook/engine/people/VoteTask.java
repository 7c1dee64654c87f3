package io.drillbook.engine.people;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.Vote;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.TimesInWords;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.usecase.approval.ApprovalWords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * A task in which one person votes, and the approval that it belongs to, as the record tells it.
 *
 * @param step of the record, named by what is approved
 */
record VoteTask(Approval approval, ApprovalWords words, StepRef step) {

  /** The approval behind a task; empty for tasks in which nobody votes. */
  static Optional<VoteTask> of(DelegateTask task, List<RecordEntry> record) {
    if (!ApprovalLines.STEP.equals(task.getTaskDefinitionKey())) {
      return Optional.empty();
    }
    String system = String.valueOf(task.getVariable(Variables.SYSTEM));
    return ApprovalLines.find(record, task.getProcessInstanceId())
        .map(
            approval -> {
              ApprovalWords words = ApprovalWords.of(approval, system);
              return new VoteTask(
                  approval, words, StepRef.of(ApprovalLines.STEP, "Approve " + words.title()));
            });
  }

  /** The vote that completes the task, as a line of the record. */
  Optional<EntryDraft> vote(DelegateTask task, String person, String reason, Instant now) {
    return Choice.of(String.valueOf(task.getVariable(Variables.APPROVAL)))
        .map(
            choice ->
                ApprovalLines.vote(now, step, person, choice, reason, approval.id(), seen(task)));
  }

  /** The asking that the task shows; those that were opened before it was told show the first. */
  private static int seen(DelegateTask task) {
    return task.getVariableLocal(Variables.APPROVAL_ROUND) instanceof Long round
        ? round.intValue()
        : 1;
  }

  /** Whether what the task asks about was edited since it opened. */
  boolean isOutdated(DelegateTask task) {
    return seen(task) < approval.round();
  }

  /** Whether nobody answered this asking yet, so that people have to be called to it. */
  boolean isFresh() {
    return approval.votes().stream().noneMatch(vote -> vote.round() == approval.round());
  }

  /** The task's name in lists of many. */
  String name(ProtectionPlan plan) {
    long yes = approval.votes().stream().filter(Vote::isYes).count();
    String votes =
        yes == 0 ? "" : " (%d of %d said yes)".formatted(yes, approval.rule().required());
    return step.name() + ": " + plan.system() + votes;
  }

  /** What is asked, what each answer does, and how the votes stand: Markdown. */
  String question(ProtectionPlan plan) {
    int required = approval.rule().required();
    String when =
        required == 1
            ? "**Yes:** "
            : "**Yes** counts as one of %d from different people; **after the last** "
                .formatted(required);
    return """
        ## %s

        %s%s
        **No:** one no is enough; %s
        You may decide because you neither declared nor prepared this recovery.%s"""
        .formatted(words.question(), when, words.yes(), words.no(), votes(plan));
  }

  private String votes(ProtectionPlan plan) {
    if (approval.votes().isEmpty()) {
      return "";
    }
    PlainEvidence plain = new PlainEvidence(plan.zone());
    return approval.votes().stream()
        .map(
            vote ->
                "%s said %s at %s%s"
                    .formatted(
                        plain.plain(vote.person()),
                        vote.isYes() ? "yes" : "no",
                        plain.plain(new TimesInWords(plan.zone()).in(vote.at().toString())),
                        vote.reason().isEmpty() ? "" : ", " + plain.plain(vote.reason())))
        .collect(Collectors.joining("; ", "\n\n**Votes:** ", "."));
  }
}
