package io.drillbook.domain.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * How it is watched whether a plan can be relied on.
 *
 * @param schedule when it is checked, five cron fields in the plan's zone; empty for never by
 *     itself
 * @param drillWithin how old the last drill that passed may be
 */
public record ReadinessPolicy(Optional<String> schedule, Duration drillWithin) {
  /** A drill in ninety days, checked by hand and on changes only. */
  public static final ReadinessPolicy USUAL =
      new ReadinessPolicy(Optional.empty(), Duration.ofDays(90));
}
