package io.drillbook.web;

import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
  private static final int POINTS = 150;

  /** A figure at an instant. */
  record Mark(Instant at, long figure) {}

  /** Draws figures, oldest first; of very many only some, the newest among them. */
  static Chart of(String title, List<Mark> all, LongFunction<String> words, PageTimes times) {
    List<Mark> marks = some(all);
    if (marks.isEmpty()) {
      return new Chart(title, "", "", "", "", "", 0);
    }
    long most = Math.max(1, marks.stream().mapToLong(Mark::figure).max().orElse(1));
    Instant first = marks.get(0).at();
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

  private static List<Mark> some(List<Mark> all) {
    int step = Math.max(1, (all.size() + POINTS - 1) / POINTS);
    return IntStream.range(0, all.size())
        .filter(i -> (all.size() - 1 - i) % step == 0)
        .mapToObj(all::get)
        .toList();
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
