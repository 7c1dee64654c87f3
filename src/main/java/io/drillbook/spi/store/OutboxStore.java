package io.drillbook.spi.store;

import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.DeliveryState;
import io.drillbook.domain.notice.Message;
import io.drillbook.domain.record.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that are to be sent, and what became of each. Joins the caller's transaction: a message
 * is there if, and only if, what it tells of has happened.
 */
public interface OutboxStore {
  /** Writes a message and its deliveries. */
  void add(Message message, List<Delivery> deliveries);

  /**
   * What is to be looked at now, the longest waiting first, of each channel at most so many: one
   * that is stuck must not hold up the others. A due time further ahead than any wait is a clock's
   * that was ahead, and counts as now.
   */
  List<Delivery> due(Instant now, int ofEach);

  /**
   * Takes a delivery for one try: counts it, and keeps others from it until an instant. Whoever
   * dies in between leaves it to be tried again then.
   *
   * @param attempts as often as it was tried before; of several servers one gets it
   * @return false where somebody else was faster, or it is over
   */
  boolean claim(String id, int attempts, Instant until);

  /**
   * Ends a delivery without another try.
   *
   * @param attempts as often as it was tried before; of several servers one ends it
   * @return false where somebody else was faster, or it is over
   */
  boolean end(String id, int attempts, DeliveryState state, Instant at, String trouble);

  /**
   * Writes what came of a try.
   *
   * @param nextAt when it is looked at again; the end where the state is an end
   */
  void settle(String id, DeliveryState state, Instant nextAt, String trouble);

  /** Lets the second channel of a message be looked at now, and not only after its wait. */
  void hasten(String notice, Instant now);

  /** One delivery. */
  Optional<Delivery> find(String id);

  /** Every delivery of a message. */
  List<Delivery> ofNotice(String notice);

  /**
   * The newest deliveries, newest message first.
   *
   * @param system of this system only
   * @param runId of this run only
   */
  default List<Delivery> newest(Optional<String> system, Optional<String> runId, int limit) {
    return newest(Optional.empty(), system, runId, limit);
  }

  /**
   * The same from a place of the list on.
   *
   * @param after the last delivery that was told already, by when its message was written
   */
  List<Delivery> newest(
      Optional<Place> after, Optional<String> system, Optional<String> runId, int limit);

  /**
   * Removes messages that were written before an instant, with what became of them; those of which
   * a delivery is still to be tried stay.
   *
   * @return how many
   */
  int forget(Instant before);

  /** How many deliveries there are by state. */
  Map<DeliveryState, Long> counts();
}
