package io.drillbook.spi.cutover;

/**
 * Where traffic goes.
 *
 * @param place the old place, the new place, or unknown
 * @param detail what was seen, for the record
 */
public record CutoverState(Place place, String detail) {
  /** Old or new side of a cutover. */
  public enum Place {
    BEFORE,
    AFTER,
    UNKNOWN
  }
}
