package io.drillbook.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * An answer that is kept for a moment. A scrape of metrics asks the same for each of hundreds of
 * systems; it is to be asked once. May be called by several threads; what the question throws, the
 * caller gets.
 *
 * @param <T> the answer
 */
public final class Recent<T> {
  private final Supplier<T> question;
  private final Duration fresh;
  private final Clock clock;
  private T answer;
  private Instant at;

  /**
   * Keeps the answers to a question.
   *
   * @param fresh for how long
   */
  public Recent(Supplier<T> question, Duration fresh, Clock clock) {
    this.question = question;
    this.fresh = fresh;
    this.clock = clock;
  }

  /** The answer of a moment ago, or of now. */
  public synchronized T get() {
    Instant now = clock.instant();
    if (at == null || Duration.between(at, now).abs().compareTo(fresh) >= 0) {
      answer = question.get();
      at = now;
    }
    return answer;
  }
}
