package io.drillbook.domain.record;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How long a run still takes, from its own speed and from how long the last ones took. */
public final class Forecast {
  /** Before that a speed says nothing. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  private static final double MILLIS = 1000.0;

  private Forecast() {}

  /** Bytes in a second; 0 in the first moment. */
  public static double perSecond(long done, Duration worked) {
    return worked.compareTo(FIRST_LOOK) < 0 ? 0 : done * MILLIS / worked.toMillis();
  }

  /**
   * The time left: the longer of what this speed says of the step and what the last runs say of the
   * whole, because a run is not over with its step, and may be slower than those before.
   *
   * @param total empty where nobody knows
   * @param ran how long the run has been going
   * @param lastRuns how long the last good ones took
   */
  public static Optional<Duration> left(
      long done, OptionalLong total, double perSecond, Duration ran, List<Duration> lastRuns) {
    Optional<Duration> bySpeed =
        total.isPresent() && perSecond > 0
            ? Optional.of(
                Duration.ofMillis(
                    Math.round(Math.max(0, total.getAsLong() - done) / perSecond * MILLIS)))
            : Optional.empty();
    Optional<Duration> byHistory =
        lastRuns.isEmpty()
            ? Optional.empty()
            : Optional.of(notNegative(median(lastRuns).minus(ran)));
    return bySpeed.isPresent() && byHistory.isPresent()
        ? Optional.of(longer(bySpeed.get(), byHistory.get()))
        : bySpeed.or(() -> byHistory);
  }

  private static Duration median(List<Duration> durations) {
    return durations.stream().sorted().toList().get(durations.size() / 2);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
