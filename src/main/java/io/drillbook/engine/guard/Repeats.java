package io.drillbook.engine.guard;

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
   * @throws BadUserRequestException where it is done, by somebody else or with another answer; that
   *     try is on the record
   */
  boolean isRepeated(String taskId, String user, Map<String, Object> given) {
    Optional<String> run = tasks.runOfClosed(taskId);
    Optional<EntryDraft> done = run.flatMap(id -> completion(id, taskId));
    if (done.isEmpty()) {
      return false;
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
    StepRef step = StepRef.of(line.step(), line.name());
    record.appendNow(
        run.orElseThrow(), Entries.refused(clock.instant(), step, user, "answer again", why));
    throw new BadUserRequestException(
        "unable to answer a task that is done: '" + line.name() + "' HINT: " + why);
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
