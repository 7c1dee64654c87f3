package io.drillbook.usecase.notice;

import io.drillbook.spi.store.OutboxStore;
import java.time.Clock;
import java.time.Duration;

/**
 * Removes old messages and what became of them, which else only grow. What the end of each delivery
 * was stays on the record of its run; what is still to be sent stays, however old it is.
 */
public final class ForgetNotices {
  private final OutboxStore outbox;
  private final Duration keep;
  private final Clock clock;

  /**
   * A use case over this outbox.
   *
   * @param keep how long a message is kept
   */
  public ForgetNotices(OutboxStore outbox, Duration keep, Clock clock) {
    this.outbox = outbox;
    this.keep = keep;
    this.clock = clock;
  }

  /**
   * Removes what is old; a second call finds nothing.
   *
   * @return how many messages
   */
  public int forget() {
    return outbox.forget(clock.instant().minus(keep));
  }
}
