package io.drillbook.domain.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of points in time, as intervals that are in order and never touch each other. */
record Intervals(List<Interval> parts) {
  /** From an instant until before another one, which is never earlier. */
  record Interval(Instant from, Instant to) {}

  /** The union of intervals that may overlap. */
  static Intervals union(List<Interval> any) {
    List<Interval> sorted = new ArrayList<>(any);
    sorted.sort(Comparator.comparing(Interval::from));
    List<Interval> merged = new ArrayList<>();
    for (Interval next : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && !next.from().isAfter(merged.get(last).to())) {
        Interval open = merged.get(last);
        merged.set(last, new Interval(open.from(), later(open.to(), next.to())));
      } else {
        merged.add(next);
      }
    }
    return new Intervals(List.copyOf(merged));
  }

  /** What of this set lies inside the window. */
  Intervals within(Instant from, Instant to) {
    List<Interval> kept = new ArrayList<>();
    for (Interval part : parts) {
      Instant begin = later(part.from(), from);
      Instant end = part.to().isBefore(to) ? part.to() : to;
      if (begin.isBefore(end)) {
        kept.add(new Interval(begin, end));
      }
    }
    return new Intervals(List.copyOf(kept));
  }

  /** What of this set is not in the other one. */
  Intervals minus(Intervals other) {
    List<Interval> left = new ArrayList<>();
    for (Interval part : parts) {
      Instant begin = part.from();
      for (Interval hole : other.within(part.from(), part.to()).parts()) {
        left.add(new Interval(begin, hole.from()));
        begin = hole.to();
      }
      left.add(new Interval(begin, part.to()));
    }
    left.removeIf(part -> part.from().equals(part.to()));
    return new Intervals(List.copyOf(left));
  }

  /** How long it is in all. */
  Duration length() {
    return parts.stream()
        .map(part -> Duration.between(part.from(), part.to()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Instant later(Instant one, Instant two) {
    return one.isAfter(two) ? one : two;
  }
}
