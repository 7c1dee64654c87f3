package io.drillbook.spi.haproxy;

import java.util.Locale;

/**
 * One server as HAProxy reports it.
 *
 * @param order what HAProxy was told to do with it
 * @param status what its health checks say, such as {@code UP}, {@code DOWN 1/2}, {@code DRAIN},
 *     {@code no check}
 * @param sessions connections on it right now
 */
public record ServerState(String name, Order order, String status, long sessions) {
  /** What HAProxy was told; the words are the runtime API's own. */
  public enum Order {
    READY,
    DRAIN,
    MAINT
  }

  /** Whether HAProxy was told to send traffic there, healthy or not. */
  public boolean takesTraffic() {
    return order == Order.READY;
  }

  /** Whether HAProxy sends traffic there and its health checks agree. */
  public boolean serves() {
    return takesTraffic() && status.startsWith("UP");
  }

  /** Whether it gets no new traffic while its health checks pass. */
  public boolean isHealthyInDrain() {
    return order == Order.DRAIN && status.startsWith("DRAIN");
  }

  /** The order as the runtime API takes it. */
  public String orderWord() {
    return order.name().toLowerCase(Locale.ROOT);
  }

  /** One line for the record. */
  public String inWords() {
    return name
        + " is told '"
        + orderWord()
        + "' and is "
        + status
        + " with "
        + sessions
        + " sessions";
  }
}
