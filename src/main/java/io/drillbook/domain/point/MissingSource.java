package io.drillbook.domain.point;

/**
 * A source of the plan that a partial recovery point does not hold.
 *
 * @param kind the driver's kind
 * @param why what its capture ended with, without a secret
 */
public record MissingSource(String source, String kind, String why) {
  private static final int LONGEST = 600;

  public MissingSource {
    why = why.length() <= LONGEST ? why : why.substring(0, LONGEST) + " …";
  }
}
