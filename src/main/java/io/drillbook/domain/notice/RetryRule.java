package io.drillbook.domain.notice;

import java.time.Duration;
import java.util.Optional;

/**
 * When a message that did not get through is tried again: after 5 seconds, then twice as long each
 * time, at most every ten minutes; 150 times, which is about a day. Tries are counted, not hours: a
 * clock that leaps gives nothing up, and what waited while the server was down is still sent.
 */
public final class RetryRule {
  /** So often a message is tried. */
  public static final int TRIES = 150;

  /** The longest wait that a receiver can ask for. */
  public static final Duration LONGEST = Duration.ofHours(1);

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration USUAL = Duration.ofMinutes(10);
  private static final int DOUBLED = 7;

  private RetryRule() {}

  /**
   * How long to wait now.
   *
   * @param attempts how often it was tried
   * @param asked the wait that the receiver asked for
   * @return empty where it is given up
   */
  public static Optional<Duration> next(int attempts, Optional<Duration> asked) {
    if (attempts >= TRIES) {
      return Optional.empty();
    }
    Duration own = attempts > DOUBLED ? USUAL : FIRST.multipliedBy(1L << (attempts - 1));
    Duration wait = own.compareTo(USUAL) > 0 ? USUAL : own;
    Duration polite = asked.filter(it -> it.compareTo(wait) > 0).orElse(wait);
    return Optional.of(polite.compareTo(LONGEST) > 0 ? LONGEST : polite);
  }
}
