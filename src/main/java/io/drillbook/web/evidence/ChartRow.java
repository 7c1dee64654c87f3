package io.drillbook.web.evidence;

import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.Evidence.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of the timeline's chart.
 *
 * @param left where the bar begins, percent of the whole width
 * @param width of the bar, percent; never so small that it cannot be seen
 * @param look {@code machine}, {@code people}, {@code wait} or {@code failed}
 */
record ChartRow(
    String name,
    String who,
    String began,
    String took,
    String left,
    String width,
    String look,
    String result) {
  private static final double LEAST = 0.4;

  /** More rows are no picture. */
  private static final int MOST = 600;

  static List<ChartRow> all(Evidence evidence, PaperWords words) {
    Instant from = evidence.run().detectedAt();
    long whole = Math.max(1, Duration.between(from, end(evidence)).toMillis());
    Set<Step> shown = shown(evidence);
    return steps(evidence)
        .filter(shown::contains)
        .map(step -> row(step, from, whole, words))
        .toList();
  }

  /** What the chart leaves out, in words; empty where it shows every step. */
  static String leftOut(Evidence evidence) {
    long more = steps(evidence).count() - MOST;
    return more > 0
        ? more
            + " further steps, which were short and went well, are in evidence.json and record.csv."
        : "";
  }

  private static Stream<Step> steps(Evidence evidence) {
    return evidence.steps().stream().filter(step -> !step.kind().equals("container"));
  }

  /** Those that went wrong, those of people, then the longest. */
  private static Set<Step> shown(Evidence evidence) {
    return steps(evidence)
        .sorted(
            Comparator.comparing((Step step) -> look(step).equals("machine"))
                .thenComparing(ChartRow::length, Comparator.reverseOrder()))
        .limit(MOST)
        .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
  }

  private static Duration length(Step step) {
    return Duration.between(step.began(), step.ended().orElse(step.began()));
  }

  /** The instants under the chart, from its left to its right. */
  static List<String> axis(Evidence evidence, PaperWords words) {
    Instant from = evidence.run().detectedAt();
    Duration whole = Duration.between(from, end(evidence));
    List<String> ticks = new ArrayList<>();
    for (int quarter = 0; quarter < 4; quarter++) {
      ticks.add("+" + PaperWords.length(whole.multipliedBy(quarter).dividedBy(4)));
    }
    return ticks;
  }

  private static Instant end(Evidence evidence) {
    Instant end =
        evidence.run().asserted()
            ? evidence.run().detectedAt()
            : evidence.run().endedAt().orElse(evidence.exportedAt());
    for (Step step : evidence.steps()) {
      Instant ended = step.ended().orElse(step.began());
      end = ended.isAfter(end) ? ended : end;
    }
    return end.isAfter(evidence.run().detectedAt()) ? end : end.plusMillis(1);
  }

  private static ChartRow row(Step step, Instant from, long whole, PaperWords words) {
    Optional<Duration> took = step.ended().map(ended -> Duration.between(step.began(), ended));
    double left = percent(Duration.between(from, step.began()).toMillis(), whole);
    double width = Math.max(LEAST, percent(took.orElse(Duration.ZERO).toMillis(), whole));
    left = Math.max(0, Math.min(left, 100 - width));
    return new ChartRow(
        PaperWords.cut(name(step)),
        PaperWords.orNothing(step.actor()),
        words.brief(step.began()),
        took.map(PaperWords::length).orElse("open"),
        number(left),
        number(Math.min(width, 100)),
        look(step),
        step.result());
  }

  private static String name(Step step) {
    String subject = step.subject().isEmpty() ? "" : " (" + step.subject() + ")";
    String attempt = step.attempt() > 1 ? ", attempt " + step.attempt() : "";
    String mark = step.asserted() ? " (" + step.result() + ")" : "";
    return step.name() + subject + attempt + mark;
  }

  private static String look(Step step) {
    boolean bad =
        step.result().matches("[A-Z_]{2,}")
            || List.of("lost", "cancelled", "reject").contains(step.result());
    return bad
        ? "failed"
        : switch (step.kind()) {
          case "task" -> "people";
          case "wait" -> "wait";
          default -> "machine";
        };
  }

  private static double percent(long part, long whole) {
    return 100.0 * part / whole;
  }

  private static String number(double percent) {
    return String.format(Locale.ROOT, "%.2f", percent);
  }
}
