package io.drillbook.spi.cutover;

/**
 * Whether a fenced place accepts writes.
 *
 * @param hold what is known
 * @param detail what was seen, for the record
 */
public record FenceState(Hold hold, String detail) {
  /** What is known of a fence. */
  public enum Hold {
    /** Writes are refused. */
    FENCED,
    /** Writes are accepted. */
    OPEN,
    /** Nobody answers: it may be off, or only out of reach from here. */
    GONE,
    /** It answers, but whether it accepts writes cannot be told. */
    UNKNOWN
  }
}
