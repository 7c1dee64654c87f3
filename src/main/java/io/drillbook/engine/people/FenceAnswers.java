package io.drillbook.engine.people;

import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.runbook.FailoverVariables;
import io.drillbook.engine.runbook.Variables;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** What a person's answer about a fence means on the record. */
final class FenceAnswers {
  private FenceAnswers() {}

  /** Going on without a proven fence overrides a guard, and the verdict says so. */
  static Optional<EntryDraft> aboutPrimary(
      DelegateTask task, StepRef step, String person, Instant now) {
    Choice choice =
        switch (String.valueOf(task.getVariable(Variables.PRIMARY))) {
          case "off" -> Choice.OVERRIDE;
          case "fence-again" -> Choice.RETRY;
          default -> Choice.REJECT;
        };
    return Optional.of(Entries.decision(now, step, person, choice, reason(task)));
  }

  /** Going on with a fence that is not proven to be gone overrides a check. */
  static Optional<EntryDraft> aboutFence(
      DelegateTask task, StepRef step, String person, Instant now) {
    Choice choice =
        switch (String.valueOf(task.getVariable(Variables.FENCE_ANSWER))) {
          case "open" -> Choice.OVERRIDE;
          case "stays" -> Choice.SKIP;
          default -> Choice.RETRY;
        };
    return Optional.of(Entries.decision(now, step, person, choice, reason(task)));
  }

  /** Opening a side while the other one may accept writes overrides a guard. */
  static Optional<EntryDraft> aboutOtherSide(
      DelegateTask task, StepRef step, String person, Instant now) {
    Choice choice =
        switch (String.valueOf(task.getVariable(FailoverVariables.OTHER_SIDE))) {
          case "off", "open-anyway" -> Choice.OVERRIDE;
          case "leave" -> Choice.SKIP;
          default -> Choice.RETRY;
        };
    return Optional.of(Entries.decision(now, step, person, choice, reason(task)));
  }

  /** Whichever side goes on, rows may be missing on it: never a plain success. */
  static Optional<EntryDraft> splitBrain(
      DelegateTask task, StepRef step, String person, Instant now) {
    boolean oldSide = "old-side".equals(task.getVariable(Variables.SPLIT_BRAIN));
    Choice choice = oldSide ? Choice.ROLL_BACK : Choice.OVERRIDE;
    return Optional.of(Entries.decision(now, step, person, choice, reason(task)));
  }

  private static String reason(DelegateTask task) {
    return String.valueOf(task.getVariable("reason"));
  }
}
