package io.drillbook.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * A small chart of figures over time, drawn by the server; what it shows also stands in words.
 *
 * @param line the points of the line in a field of {@link #WIDTH} by {@link #HEIGHT}
 * @param most the highest figure in words; the axis begins at zero
 * @param last the newest figure in words
 */
record Chart(
    String title, String line, String most, String last, String from, String until, int count) {
  static final int WIDTH = 300;
  static final int HEIGHT = 60;
  private static final int POINTS = 149;

  /** A figure at an instant. */
  record Mark(Instant at, long figure) {}

  /** Draws figures, oldest first; of very many only the peaks and the newest. */
  static Chart of(String title, List<Mark> all, LongFunction<String> words, PageTimes times) {
    List<Mark> marks = some(all);
    if (marks.isEmpty()) {
      return new Chart(title, "", "", "", "", "", 0);
    }
    long most = Math.max(1, all.stream().mapToLong(Mark::figure).max().orElse(1));
    Instant first = all.get(0).at();
    Mark newest = marks.get(marks.size() - 1);
    long span = Math.max(1, newest.at().toEpochMilli() - first.toEpochMilli());
    String line =
        marks.stream()
            .map(
                mark ->
                    (mark.at().toEpochMilli() - first.toEpochMilli()) * WIDTH / span
                        + ","
                        + (HEIGHT - mark.figure() * HEIGHT / most))
            .collect(Collectors.joining(" "));
    return new Chart(
        title,
        line,
        words.apply(most),
        words.apply(newest.figure()),
        times.date(first),
        times.date(newest.at()),
        all.size());
  }

  /** Of each few the highest, so that no peak is passed over; the newest comes last. */
  private static List<Mark> some(List<Mark> all) {
    int step = Math.max(1, (all.size() + POINTS - 1) / POINTS);
    List<Mark> some = new ArrayList<>();
    for (int from = 0; from < all.size(); from += step) {
      some.add(
          all.subList(from, Math.min(all.size(), from + step)).stream()
              .max(Comparator.comparingLong(Mark::figure))
              .orElseThrow());
    }
    Mark newest = all.isEmpty() ? null : all.get(all.size() - 1);
    if (newest != null && !some.get(some.size() - 1).equals(newest)) {
      some.add(newest);
    }
    return some;
  }

  /** Whether there is a line to draw. */
  public boolean drawn() {
    return count > 1;
  }

  /** The same for who does not see it. */
  public String inWords() {
    return count == 0
        ? "nothing yet"
        : "%s to %s, %d recovery points: at most %s, now %s"
            .formatted(from, until, count, most, last);
  }
}
