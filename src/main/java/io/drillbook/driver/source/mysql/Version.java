package io.drillbook.driver.source.mysql;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two numbers of a release series, such as 10.11. */
record Version(int major, int minor) implements Comparable<Version> {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)");

  /** The first that stands in a text. */
  static Optional<Version> in(String text) {
    Matcher matcher = NUMBERS.matcher(text);
    return matcher.find()
        ? Optional.of(
            new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(Version other) {
    return Comparator.comparingInt(Version::major)
        .thenComparingInt(Version::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
