package io.drillbook.domain.record;

/**
 * Where a run's chain ends; kept apart from the lines, so that lines cut off the end are missed.
 *
 * @param number number of the last line, 0 where there is none
 * @param hash hash of the last line, 64 zeros where there is none
 */
public record ChainHead(long number, String hash) {
  /** The hash before the first line. */
  public static final String ZERO_HASH = "0".repeat(64);

  /** The head of a chain without a line. */
  public static ChainHead empty() {
    return new ChainHead(0, ZERO_HASH);
  }
}
