package io.drillbook.engine.work;

import java.time.Duration;

/**
 * How long steps are leased.
 *
 * @param lock how long a worker that falls silent keeps its step; a heartbeat comes every third of
 *     it
 * @param poll how often free workers ask for steps
 * @param workers how many steps this server works side by side
 * @param retryAfter the wait before a transient fault is tried again
 * @param tries how often a transient fault is tried in all
 */
public record LeaseSettings(
    Duration lock, Duration poll, int workers, Duration retryAfter, int tries) {
  /** Lock 30 s, beat 10 s, as measured to be good; see docs/design.md. */
  public static LeaseSettings standard() {
    return new LeaseSettings(
        Duration.ofSeconds(30), Duration.ofMillis(300), 8, Duration.ofSeconds(5), 3);
  }

  Duration beat() {
    return lock.dividedBy(3);
  }
}
