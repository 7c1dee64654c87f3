package io.drillbook.usecase.incident;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.Timeline;
import io.drillbook.domain.record.TimelineStep;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The account of one run, finished or not.
 *
 * @param zone the plan's zone, in which people read its times
 * @param score achieved against the objectives
 * @param record every line
 */
public record RunAccount(Timeline timeline, ZoneId zone, Score score, List<RecordEntry> record) {
  public RunAccount {
    record = List.copyOf(record);
  }

  /** The tasks that wait for somebody now. */
  public List<TimelineStep> waiting() {
    return timeline.steps().stream()
        .filter(step -> step.nature() == StepNature.TASK && step.ended().isEmpty())
        .toList();
  }

  /** The engine's id of the task that a step of the timeline is, for a link to it. */
  public Optional<String> taskOf(TimelineStep step) {
    return record.stream()
        .map(RecordEntry::entry)
        .filter(entry -> entry.kind() == EntryKind.TASK_OPENED)
        .filter(entry -> entry.step().equals(step.step()) && entry.at().equals(step.began()))
        .map(entry -> entry.detail(Entries.TASK))
        .filter(id -> !id.isEmpty())
        .findFirst();
  }
}
