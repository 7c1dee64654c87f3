package io.drillbook.domain.audit;

import java.time.Instant;

/**
 * A version of a plan that was in force.
 *
 * @param number 1, 2, 3 … of the system's plan; a plan that is taken back to an earlier text has a
 *     further version
 * @param digest SHA-256 of the file; empty where no plan was in force any more
 * @param firstSeen when a server first had it in force
 * @param text the file as it was written, see {@link MaskedText}
 */
public record PlanVersion(
    String system, int number, String digest, Instant firstSeen, String text) {
  /** Whether it says that the plan was taken away or broken. */
  public boolean isGone() {
    return digest.isEmpty();
  }
}
