package io.drillbook.domain.forecast;

import io.drillbook.domain.forecast.History.Range;
import io.drillbook.domain.record.TimesInWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long a path, or the rest of one, takes.
 *
 * @param p50 as likely longer as shorter
 * @param p90 nine of ten take no longer; each part counts with its own, so that the sum errs to the
 *     safe side
 * @param assumed parts whose time was assumed from their size
 * @param unknown parts of which nothing is known; they count as nothing
 * @param runs how many earlier runs it rests on
 */
public record Estimate(
    Duration p50, Duration p90, List<String> assumed, List<String> unknown, int runs) {
  public Estimate {
    assumed = List.copyOf(assumed);
    unknown = List.copyOf(unknown);
  }

  /**
   * Adds the parts up.
   *
   * @param left what is left of a part that has a range; the whole range where it has not begun
   */
  public static Estimate of(
      List<Part> parts, History history, Function<Part, Function<Range, Range>> left) {
    List<String> assumed = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    Map<Integer, Range> groups = new LinkedHashMap<>();
    for (Part part : parts) {
      Optional<Range> range = history.of(part);
      if (range.isEmpty()) {
        unknown.add(part.inWords());
      } else {
        if (!range.get().measured()) {
          assumed.add(part.inWords());
        }
        groups.merge(part.group(), left.apply(part).apply(range.get()), Estimate::longer);
      }
    }
    return new Estimate(
        groups.values().stream().map(Range::p50).reduce(Duration.ZERO, Duration::plus),
        groups.values().stream().map(Range::p90).reduce(Duration.ZERO, Duration::plus),
        assumed,
        unknown,
        history.runs());
  }

  /** On what it rests, in words: nobody should take an assumption for a measurement. */
  public String basis() {
    StringBuilder text = new StringBuilder();
    text.append(runs == 0 ? "nothing was measured yet" : "measured in " + runs + " earlier runs");
    if (!assumed.isEmpty()) {
      text.append("; assumed from the size alone: ").append(String.join(", ", assumed));
    }
    if (!unknown.isEmpty()) {
      text.append("; not known and not counted: ").append(String.join(", ", unknown));
    }
    return text.toString();
  }

  /**
   * Such as {@code 2 h 10 min (nine of ten: 2 h 40 min)}. What nobody has measured is named: "0 s"
   * beside a manager who has yet to answer would calm people wrongly.
   */
  public String inWords() {
    String known = TimesInWords.words(p50) + " (nine of ten: " + TimesInWords.words(p90) + ")";
    if (unknown.isEmpty()) {
      return known;
    }
    String missing = String.join(", ", unknown);
    return p90.isZero()
        ? "a time that nobody has measured yet (" + missing + ")"
        : "at least " + known + ", without what nobody has measured yet (" + missing + ")";
  }

  private static Range longer(Range one, Range other) {
    return new Range(
        one.p50().compareTo(other.p50()) > 0 ? one.p50() : other.p50(),
        one.p90().compareTo(other.p90()) > 0 ? one.p90() : other.p90(),
        one.measured() && other.measured());
  }
}
