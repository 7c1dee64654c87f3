package io.drillbook.web;

import io.drillbook.domain.record.Asserted;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.Timeline;
import io.drillbook.domain.record.TimelineStep;
import io.drillbook.domain.record.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The timeline as bars.
 *
 * @param rows what took longest, in the order in which it began
 * @param left what is not drawn, in words; empty where all is
 * @param end how long all of it took
 */
record RunChart(List<Bar> rows, String left, String end) {
  private static final int MOST = 30;
  private static final long WIDTH = 1000;
  private static final long THIN = 4;

  /**
   * One bar.
   *
   * @param kind {@code machine}, {@code people} or {@code wait}
   */
  record Bar(String name, String kind, String words, long from, long length, String state) {}

  static RunChart of(Timeline timeline) {
    List<TimelineStep> all =
        timeline.steps().stream().filter(step -> step.nature() != StepNature.CONTAINER).toList();
    Instant from = timeline.run().detectedAt();
    Instant until = until(timeline);
    long span = Math.max(1, Duration.between(from, until).toMillis());
    Set<TimelineStep> longest =
        all.stream()
            .sorted(
                Comparator.comparing((TimelineStep step) -> step.length(timeline.now())).reversed())
            .limit(MOST)
            .collect(Collectors.toSet());
    List<Bar> rows =
        all.stream()
            .filter(longest::contains)
            .map(step -> bar(step, from, span, timeline.now()))
            .toList();
    int more = all.size() - rows.size();
    return new RunChart(
        rows,
        more <= 0 ? "" : more + " shorter steps are in the table only",
        PageTimes.length(Duration.ofMillis(span)));
  }

  /** One that was entered later ended for the program when it was entered: days after it. */
  private static Instant until(Timeline timeline) {
    return timeline.run().verdict().filter(Verdict.ASSERTED::equals).isPresent()
        ? timeline.run().detectedAt().plus(timeline.clocks().total())
        : timeline.run().endedAt().orElse(timeline.now());
  }

  private static Bar bar(TimelineStep step, Instant from, long span, Instant now) {
    long x = clamp(Duration.between(from, step.began()).toMillis() * WIDTH / span, WIDTH - THIN);
    long width = Math.max(THIN, step.length(now).toMillis() * WIDTH / span);
    boolean task = step.nature() == StepNature.TASK;
    String kind = task ? "people" : step.nature() == StepNature.WAIT ? "wait" : "machine";
    String subject = step.subject().isEmpty() ? "" : ": " + step.subject();
    String attempt = step.attempt() > 1 ? ", attempt " + step.attempt() : "";
    boolean open = step.ended().isEmpty();
    boolean failed = TimelineRow.failed(step);
    String words =
        (step.length(now).toSeconds() == 0 ? "under 1 s" : PageTimes.rough(step.length(now)))
            + (step.asserted()
                ? ", " + step.actor() + ", " + Asserted.MARK
                : task
                    ? ", waited for " + step.actor()
                    : step.nature() == StepNature.WAIT ? ", waited" : "")
            + (open ? ", goes on" : failed ? ", FAILED" : "");
    return new Bar(
        step.name() + subject + attempt,
        kind,
        words,
        x,
        Math.min(width, WIDTH - x),
        open ? "now" : failed ? "bad" : "");
  }

  private static long clamp(long value, long most) {
    return Math.max(0, Math.min(most, value));
  }
}
