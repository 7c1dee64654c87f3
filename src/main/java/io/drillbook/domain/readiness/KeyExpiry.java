package io.drillbook.domain.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How near a key's end is. Three warnings come before it: sixty days suffice for a rotation without
 * hurry, thirty for one with it, and after seven nobody may be on holiday.
 *
 * @param left until the end, negative after it; empty where the key never expires
 */
public record KeyExpiry(Optional<Duration> left) {
  /** Days before the end, each of which is warned of once; 0 is the end itself. */
  public static final List<Integer> WARNINGS = List.of(60, 30, 7, 0);

  /** A key that ends then, seen now. */
  public static KeyExpiry of(Optional<Instant> expires, Instant now) {
    return new KeyExpiry(expires.map(end -> Duration.between(now, end)));
  }

  /** Whether the key can be used no longer: no backup succeeds, so its systems are not ready. */
  public boolean isOver() {
    return left.map(time -> time.isNegative() || time.isZero()).orElse(false);
  }

  /** The nearest warning that is reached, in days; empty where the end is farther away. */
  public Optional<Integer> warning() {
    return left.flatMap(
        time ->
            WARNINGS.stream()
                .filter(days -> time.compareTo(Duration.ofDays(days)) <= 0)
                .min(Integer::compare));
  }

  /** In words, {@code expires in 12 days}; empty where there is nothing to warn of. */
  public Optional<String> inWords() {
    return warning()
        .map(
            days -> {
              long whole = left.map(Duration::abs).map(Duration::toDays).orElse(0L);
              String time =
                  whole == 0 ? "less than a day" : whole + (whole == 1 ? " day" : " days");
              return isOver() ? "expired " + time + " ago" : "expires in " + time;
            });
  }
}
