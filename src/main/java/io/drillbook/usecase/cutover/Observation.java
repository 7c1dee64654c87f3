package io.drillbook.usecase.cutover;

import java.time.Duration;

/**
 * What watching the service showed.
 *
 * @param rounds how often all checks were run
 * @param failures rounds in which at least one check failed
 * @param slowest the longest round
 * @param lastTrouble what failed last; empty where nothing did
 */
public record Observation(
    Health health, int rounds, int failures, Duration slowest, String lastTrouble) {
  /** What the rounds mean together. */
  public enum Health {
    HEALTHY,
    /** Three rounds in a row failed, the last one did, or more than a tenth of all. */
    UNHEALTHY,
    /** Nothing was asked: it cannot be told. */
    NOT_OBSERVED
  }

  /** One line for the record. */
  public String inWords() {
    if (health == Health.NOT_OBSERVED) {
      return "the plan has no http check for the live service: nothing was observed";
    }
    return failures
        + " of "
        + rounds
        + " rounds failed, slowest "
        + slowest.toMillis()
        + " ms"
        + (lastTrouble.isEmpty() ? "" : "; last trouble: " + lastTrouble);
  }
}
