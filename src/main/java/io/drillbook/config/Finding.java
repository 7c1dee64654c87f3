package io.drillbook.config;

import java.util.Comparator;

/**
 * One thing that is wrong in a file of the configuration.
 *
 * @param file the file as the person named it
 * @param line 1 for the first
 * @param column 1 for the first
 * @param problem "unable to …: 'subject'"; never holds a value that could be a secret
 * @param expected what should stand there, as a full sentence
 */
public record Finding(String file, int line, int column, String problem, String expected)
    implements Comparable<Finding> {
  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparingInt(Finding::column)
          .thenComparing(Finding::problem);

  @Override
  public int compareTo(Finding other) {
    return BY_PLACE.compare(this, other);
  }

  /** {@code plans/shop.yaml:12:3: unable to …: 'subject'. Expected …}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + problem + ". " + expected;
  }
}
