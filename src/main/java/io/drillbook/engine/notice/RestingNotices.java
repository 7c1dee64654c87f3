package io.drillbook.engine.notice;

import io.drillbook.domain.notice.RetryRule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Deliveries that could not even be tried or settled, each of which rests before it is looked at
 * again: 15 seconds, then as long as {@link RetryRule} says. Kept in memory only: after a restart
 * each may be tried at once. Safe for several threads.
 */
final class RestingNotices {
  private static final Duration LEAST = Duration.ofSeconds(15);

  private final LongSupplier nanoTime;
  private final Map<String, Rest> resting = new ConcurrentHashMap<>();

  private record Rest(int failures, long begin, Duration lasts) {}

  /**
   * None rests.
   *
   * @param nanoTime time that only ever passes, as {@link System#nanoTime()}
   */
  RestingNotices(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether it is not to be looked at yet. */
  boolean contains(String id) {
    Rest rest = resting.get(id);
    return rest != null && nanoTime.getAsLong() - rest.begin() < rest.lasts().toNanos();
  }

  /** How many there are, those included whose rest is over and that were not tried again. */
  int size() {
    return resting.size();
  }

  /**
   * Lets it rest after a failure.
   *
   * @return how long
   */
  Duration add(String id) {
    Rest before = resting.get(id);
    int failures = before == null ? 1 : before.failures() + 1;
    Duration lasts = RetryRule.next(failures, Optional.of(LEAST)).orElse(RetryRule.LONGEST);
    resting.put(id, new Rest(failures, nanoTime.getAsLong(), lasts));
    return lasts;
  }

  /** It went well. */
  void remove(String id) {
    resting.remove(id);
  }
}
