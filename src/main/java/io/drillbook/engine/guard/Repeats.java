package io.drillbook.engine.guard;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.BadUserRequestException;

/** Tells a form that was posted twice from a second answer to a task that is done. */
final class Repeats {
  private static final String STAY = "stay";

  private final OpenTasks tasks;
  private final RecordStore record;
  private final Clock clock;

  Repeats(OpenTasks tasks, RecordStore record, Clock clock) {
    this.tasks = tasks;
    this.record = record;
    this.clock = clock;
  }

  /**
   * Whether this person completed the task with this answer before; false where nothing is known of
   * the task.
   *
   * @throws BadUserRequestException where it is done, by somebody else or with another answer, or
   *     was put anew; that try is on the record
   */
  boolean isRepeated(String taskId, String user, Map<String, Object> given) {
    Optional<String> run = tasks.runOfClosed(taskId);
    Optional<EntryDraft> done = run.flatMap(id -> completion(id, taskId));
    if (run.isEmpty()) {
      return false;
    }
    if (done.isEmpty()) {
      throw refused(
          run.orElseThrow(),
          StepRef.wholeRun("A task that is over"),
          user,
          "Nobody is waited for there any longer, or it is asked anew because the plan was edited:"
              + " open the list of tasks again.");
    }
    EntryDraft line = done.orElseThrow();
    if (line.actor().equals(user) && isSame(line.outcome(), given)) {
      return true;
    }
    String why =
        line.actor()
            + " answered it at "
            + line.at()
            + ": "
            + line.outcome()
            + ". Nothing changed.";
    throw refused(run.orElseThrow(), StepRef.of(line.step(), line.name()), user, why);
  }

  private BadUserRequestException refused(String run, StepRef step, String user, String why) {
    record.appendNow(run, Entries.refused(clock.instant(), step, user, "answer again", why));
    Fault fault =
        new Fault(
            FaultCode.ANSWER_OUTDATED,
            "unable to answer a task that is done: '" + step.name() + "'",
            why);
    return new BadUserRequestException(fault.getMessage() + " HINT: " + why, fault);
  }

  private Optional<EntryDraft> completion(String runId, String taskId) {
    return record.entries(runId).stream()
        .map(RecordEntry::entry)
        .filter(line -> line.kind() == EntryKind.TASK_COMPLETED)
        .filter(line -> taskId.equals(line.detail(Entries.TASK)))
        .findFirst();
  }

  private static boolean isSame(String outcome, Map<String, Object> given) {
    boolean override = Choice.OVERRIDE.id().equals(outcome) && given.containsValue(STAY);
    return "done".equals(outcome) || given.containsValue(outcome) || override;
  }
}
