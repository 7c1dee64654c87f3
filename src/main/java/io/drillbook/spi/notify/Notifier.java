package io.drillbook.spi.notify;

import io.drillbook.domain.notice.Delivery;

/** A way to reach people. */
public interface Notifier {
  /**
   * Sends a message to the delivery's recipient, once. It may be called again with the same
   * delivery where nobody can tell whether it got through; the delivery's id goes along, so that
   * the receiver can drop the double. Ends within a minute, whatever the other side does.
   */
  Receipt send(Delivery delivery);
}
