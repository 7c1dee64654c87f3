package io.drillbook.usecase.cutover;

import java.time.Duration;

/**
 * What watching the service showed.
 *
 * @param rounds how often all checks were run
 * @param answers how many answers were asked for
 * @param errors answers that were missing or wrong
 * @param p50 what half of the answers did not take longer than
 * @param p95 what 95 of 100 answers did not take longer than
 * @param slowest the longest answer
 * @param why what made it ill, or what failed last; empty where nothing did
 */
public record Observation(
    Health health,
    int rounds,
    int answers,
    int errors,
    Duration p50,
    Duration p95,
    Duration slowest,
    String why) {
  /** What the rounds mean together. */
  public enum Health {
    HEALTHY,
    /** Too many errors, too slow, or down. */
    UNHEALTHY,
    /** Nothing was asked: it cannot be told. */
    NOT_OBSERVED
  }

  /** Errors in percent of the answers, to one decimal. */
  public double errorPercent() {
    return answers == 0 ? 0 : Math.round(errors * 1000.0 / answers) / 10.0;
  }

  /** One line for the record. */
  public String inWords() {
    if (health == Health.NOT_OBSERVED) {
      return "the plan has no http check for the live service: nothing was observed";
    }
    return errors
        + " of "
        + answers
        + " answers failed ("
        + errorPercent()
        + " %) in "
        + rounds
        + " rounds; latency p50 "
        + p50.toMillis()
        + " ms, p95 "
        + p95.toMillis()
        + " ms, slowest "
        + slowest.toMillis()
        + " ms"
        + (why.isEmpty() ? "" : "; " + why);
  }
}
