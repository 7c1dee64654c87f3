package io.drillbook.domain.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The picture of one run's record, finished or not.
 *
 * @param now the instant up to which an unfinished run is drawn
 * @param steps what took time, in the order in which it began; a step with attempts is shown by its
 *     attempts, failed ones included
 * @param moments what took no time, in order
 */
public record Timeline(
    Run run, Instant now, List<TimelineStep> steps, List<TimelineMoment> moments, Clocks clocks) {
  public Timeline {
    steps = List.copyOf(steps);
    moments = List.copyOf(moments);
  }

  /** Draws the timeline of a run from its record. */
  public static Timeline of(Run run, List<RecordEntry> entries, Instant now) {
    List<RecordEntry> inTime = inTime(entries);
    SpanReader reader = new SpanReader();
    inTime.forEach(line -> reader.read(line.entry()));
    List<TimelineStep> byHand = Asserted.steps(inTime);
    List<TimelineStep> seen = Asserted.isWhole(inTime) ? byHand : reader.all();
    Clocks clocks = Clocks.of(run, inTime, seen, now);
    List<TimelineMoment> moments =
        inTime.stream()
            .filter(line -> isMoment(line.entry().kind()))
            .map(TimelineMoment::of)
            .toList();
    return new Timeline(run, now, inOrder(reader.rows(), byHand), moments, clocks);
  }

  /** What was entered later stands where it happened. */
  private static List<TimelineStep> inOrder(List<TimelineStep> seen, List<TimelineStep> byHand) {
    List<TimelineStep> all = new ArrayList<>(seen);
    all.addAll(byHand);
    if (!byHand.isEmpty()) {
      all.sort(Comparator.comparing(TimelineStep::began));
    }
    return all;
  }

  /**
   * Lines in the order in which things happened. Their numbers tell another order: a line that
   * waits for its transaction is numbered after one that was written at once.
   */
  static List<RecordEntry> inTime(List<RecordEntry> entries) {
    List<RecordEntry> sorted = new ArrayList<>(entries);
    sorted.sort(
        Comparator.comparing((RecordEntry line) -> line.entry().at())
            .thenComparing(RecordEntry::number));
    return sorted;
  }

  private static boolean isMoment(EntryKind kind) {
    return switch (kind) {
      case STEP_BEGAN,
          STEP_ENDED,
          STEP_CANCELLED,
          ATTEMPT_BEGAN,
          ATTEMPT_ENDED,
          ATTEMPT_FAILED,
          TASK_OPENED,
          TASK_CLAIMED,
          TASK_COMPLETED,
          ASSERTED ->
          false;
      default -> true;
    };
  }
}
