package io.drillbook.web;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a long list. A number that is none, or is beyond the end, is not worth a fault.
 *
 * @param number from 1
 * @param count at least 1
 */
record Pages<T>(List<T> items, int number, int count, int all) {
  private static final int DIGITS = 6;

  static <T> Pages<T> of(List<T> all, String asked, int size) {
    int count = Math.max(1, (all.size() + size - 1) / size);
    int number =
        asked.matches("\\d{1," + DIGITS + "}")
            ? Math.min(count, Math.max(1, Integer.parseInt(asked)))
            : 1;
    return from((number - 1) * size, all, number, count, size);
  }

  /**
   * Of a list whose end is looked at first: the last page is full, too, and begins with rows of the
   * page before it; whoever opens it would see one row only at times.
   */
  static <T> Pages<T> ending(List<T> all, String asked, int size) {
    Pages<T> page = of(all, asked, size);
    return page.later()
        ? page
        : from(Math.max(0, all.size() - size), all, page.number(), page.count(), size);
  }

  private static <T> Pages<T> from(int from, List<T> all, int number, int count, int size) {
    int to = Math.min(all.size(), from + size);
    return new Pages<>(List.copyOf(all.subList(from, to)), number, count, all.size());
  }

  /** The same page in words: only what is shown of a long list is put into words. */
  <R> Pages<R> map(Function<T, R> words) {
    return new Pages<>(items.stream().map(words).toList(), number, count, all);
  }

  /** Whether there is more than this page. */
  public boolean several() {
    return count > 1;
  }

  /** Whether a page stands before this one. */
  public boolean earlier() {
    return number > 1;
  }

  /** Whether another page follows. */
  public boolean later() {
    return number < count;
  }
}
