package io.drillbook.domain.plan;

/**
 * What share of the median size of its predecessors a recovery point has at least and at most; one
 * outside raises an alarm.
 *
 * @param atLeast percent
 * @param atMost percent
 */
public record ExpectedSize(int atLeast, int atMost) {
  /** Half to double. */
  public static final ExpectedSize USUAL = new ExpectedSize(50, 200);
}
