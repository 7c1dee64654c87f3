package io.drillbook.domain.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A pause on the record of a run. It stands there as a task of the on-call engineers, so that its
 * time counts as waiting for people; the clock of the RTO goes on.
 */
public final class Pause {
  /** The step that stands for it. */
  public static final StepRef STEP = StepRef.of("run_pause", "Resume the paused run");

  private static final String GROUP = "oncall";

  private Pause() {}

  /** The lines that begin one. */
  public static List<EntryDraft> begin(Instant at, String person, String reason) {
    return List.of(
        Entries.fact(at, STEP, person, "paused", Map.of(Entries.REASON, reason)),
        Entries.taskOpened(at, STEP, GROUP));
  }

  /** The lines that end one. */
  public static List<EntryDraft> end(Instant at, String person, String reason) {
    return List.of(
        Entries.fact(at, STEP, person, "resumed", Map.of(Entries.REASON, reason)),
        Entries.taskCompleted(at, STEP, person, "resumed"));
  }

  /** Whether a run is paused by its record. */
  public static boolean isOn(List<RecordEntry> record) {
    return record.stream()
        .map(RecordEntry::entry)
        .filter(line -> STEP.id().equals(line.step()))
        .filter(
            line -> line.kind() == EntryKind.TASK_OPENED || line.kind() == EntryKind.TASK_COMPLETED)
        .reduce((first, second) -> second)
        .filter(line -> line.kind() == EntryKind.TASK_OPENED)
        .isPresent();
  }
}
