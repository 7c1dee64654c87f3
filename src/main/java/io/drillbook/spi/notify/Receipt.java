package io.drillbook.spi.notify;

import java.time.Duration;
import java.util.Optional;

/** What a channel said to a message. */
public sealed interface Receipt {
  /**
   * It was taken.
   *
   * @param confirmed whether the other end said that it reached somebody
   */
  record Delivered(boolean confirmed) implements Receipt {}

  /**
   * It was not taken now; a later try may help.
   *
   * @param after the wait that the other side asked for
   */
  record Later(String why, Optional<Duration> after) implements Receipt {
    /** The other side said nothing about when. */
    public Later(String why) {
      this(why, Optional.empty());
    }
  }

  /** It will never be taken. */
  record Refused(String why) implements Receipt {}
}
