package io.drillbook.spi.source;

import java.util.OptionalLong;

/**
 * How much a place can still take.
 *
 * @param free bytes; empty where nobody knows
 * @param where the disk, equal for places that share one; why it is not known where it is not
 */
public record Room(OptionalLong free, String where) {
  /** Nobody knows. */
  public static Room unknown(String why) {
    return new Room(OptionalLong.empty(), why);
  }

  /** So much. */
  public static Room of(long free, String where) {
    return new Room(OptionalLong.of(free), where);
  }
}
