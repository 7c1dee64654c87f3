package io.drillbook.driver.source.pgphysical;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One piece of a cluster's log, by what its file's name says.
 *
 * @param timeline which of the histories it belongs to
 * @param number counted in pieces from the log's very beginning
 */
record WalName(long timeline, long number) {
  private static final Pattern NAME = Pattern.compile("([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})");
  private static final int HEX = 16;
  private static final long FOUR_GIB = 1L << 32;
  private static final int LSN_HALF = 32;

  /** Reads a file's name; empty where it is none of a whole piece, such as a history's. */
  static Optional<WalName> parse(String name, long segmentBytes) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long high = Long.parseLong(matcher.group(2), HEX);
    long low = Long.parseLong(matcher.group(3), HEX);
    long number = high * (FOUR_GIB / segmentBytes) + low;
    return Optional.of(new WalName(Long.parseLong(matcher.group(1), HEX), number));
  }

  /** The piece that holds the byte before a place: what ends there was written into it. */
  static WalName before(String lsn, long timeline, long segmentBytes) {
    return new WalName(timeline, Math.max(0, bytes(lsn) - 1) / segmentBytes);
  }

  /** The piece that holds the byte at a place. */
  static WalName at(String lsn, long timeline, long segmentBytes) {
    return new WalName(timeline, bytes(lsn) / segmentBytes);
  }

  String file(long segmentBytes) {
    long each = FOUR_GIB / segmentBytes;
    return String.format(Locale.ROOT, "%08X%08X%08X", timeline, number / each, number % each);
  }

  /** A place in the log as a number, from the server's own {@code 16/B374D848}. */
  static long bytes(String lsn) {
    String[] halves = lsn.split("/", 2);
    return (Long.parseLong(halves[0], HEX) << LSN_HALF) + Long.parseLong(halves[1], HEX);
  }
}
