package io.drillbook.domain.audit;

/**
 * Which page of a list that is ordered by number, newest first. By number and not by offset: what
 * is written meanwhile moves nothing to another page.
 *
 * @param number that the page begins beside, itself not on it
 * @param older whether it holds what is older than that number, else what is newer
 * @param size how many lines at most
 */
public record Place(long number, boolean older, int size) {
  /** The newest lines. */
  public static Place newest(int size) {
    return new Place(Long.MAX_VALUE, true, size);
  }

  /** One line more, which tells whether a page follows. */
  public Place andOne() {
    return new Place(number, older, size + 1);
  }
}
