package io.drillbook.domain.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How the service is watched after its traffic was moved.
 *
 * @param lasts how long
 * @param rollbackOnFailure whether an ill service moves traffic back without asking
 * @param every pause between two rounds of the plan's http checks
 * @param maxErrorPercent the share of answers that may fail
 * @param maxLatency what 95 of 100 answers must not take longer than; empty for no limit
 */
public record ObserveRule(
    Duration lasts,
    boolean rollbackOnFailure,
    Duration every,
    int maxErrorPercent,
    Optional<Duration> maxLatency) {
  /** Pause between two rounds where a plan names none. */
  public static final Duration EVERY = Duration.ofSeconds(5);

  /** Share of failing answers where a plan names none. */
  public static final int MAX_ERROR_PERCENT = 10;

  /** A rule with the usual pace and the usual share, without a limit on latency. */
  public static ObserveRule usual(Duration lasts, boolean rollbackOnFailure) {
    return new ObserveRule(lasts, rollbackOnFailure, EVERY, MAX_ERROR_PERCENT, Optional.empty());
  }
}
