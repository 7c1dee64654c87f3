package io.drillbook.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * An answer that is kept for a moment. A scrape of metrics asks the same for each of hundreds of
 * systems; it is to be asked once, and of a database that does not answer as well: each question
 * waits for half a minute there. May be called by several threads.
 *
 * @param <T> the answer
 */
public final class Recent<T> {
  private final Supplier<T> question;
  private final Duration fresh;
  private final Clock clock;
  private Supplier<T> answer;
  private Instant at = Instant.MIN;

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

  /**
   * The answer of a moment ago, or of now.
   *
   * @throws RuntimeException what the question threw, now or a moment ago
   */
  public synchronized T get() {
    Instant now = clock.instant();
    if (answer == null || Duration.between(at, now).abs().compareTo(fresh) >= 0) {
      answer = ask(now);
    }
    return answer.get();
  }

  private Supplier<T> ask(Instant now) {
    try {
      T given = question.get();
      at = now;
      return () -> given;
    } catch (RuntimeException e) {
      // From its end on: the question may have taken longer than its answer is kept.
      at = clock.instant();
      return () -> {
        throw e;
      };
    }
  }
}
