package io.drillbook.driver.source.pgphysical;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Name of one file of the write-ahead log: its timeline and its number on it.
 *
 * @param timeline raised by each promotion
 * @param place the last 16 digits, which sort as the files were written
 */
record WalName(String timeline, String place) implements Comparable<WalName> {
  private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");
  private static final Pattern HISTORY = Pattern.compile("[0-9A-F]{8}\\.history");
  private static final int DIGITS = 8;
  private static final int HEX = 16;
  private static final int HALF_BITS = 32;
  private static final Comparator<WalName> AS_WRITTEN =
      Comparator.comparing(WalName::place).thenComparing(WalName::timeline);

  /** The name of a whole file; empty for any other. */
  static Optional<WalName> of(String file) {
    return SEGMENT.matcher(file).matches()
        ? Optional.of(new WalName(file.substring(0, DIGITS), file.substring(DIGITS)))
        : Optional.empty();
  }

  /** Whether it is the account of a timeline's origin. */
  static boolean isHistory(String file) {
    return HISTORY.matcher(file).matches();
  }

  /** The file that holds the byte before this position. */
  static WalName before(String timeline, long position, long bytes) {
    return numbered(timeline, (position - 1) / bytes, bytes);
  }

  /** The file that holds the byte at this position. */
  static WalName at(String timeline, long position, long bytes) {
    return numbered(timeline, position / bytes, bytes);
  }

  /** A timeline's number as names have it. */
  static String timeline(long number) {
    return String.format(Locale.ROOT, "%08X", number);
  }

  /** A position of the log as the server writes it, {@code 16/B374D848}. */
  static long position(String lsn) {
    String[] halves = lsn.split("/", 2);
    return (Long.parseLong(halves[0], HEX) << HALF_BITS) | Long.parseLong(halves[1], HEX);
  }

  /** The one that follows on the same timeline. */
  WalName next(long bytes) {
    return numbered(timeline, number(bytes) + 1, bytes);
  }

  /** Its number since the cluster's beginning, the same on all timelines. */
  long number(long bytes) {
    long high = Long.parseLong(place.substring(0, DIGITS), HEX);
    long low = Long.parseLong(place.substring(DIGITS), HEX);
    return high * perHalf(bytes) + low;
  }

  String file() {
    return timeline + place;
  }

  @Override
  public int compareTo(WalName other) {
    return AS_WRITTEN.compare(this, other);
  }

  static WalName numbered(String timeline, long number, long bytes) {
    String place =
        String.format(Locale.ROOT, "%08X%08X", number / perHalf(bytes), number % perHalf(bytes));
    return new WalName(timeline, place);
  }

  private static long perHalf(long bytes) {
    return (1L << HALF_BITS) / bytes;
  }
}
