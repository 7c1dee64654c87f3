package io.drillbook.usecase.notice;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.DeliveryState;
import io.drillbook.domain.record.Entries;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.UnitOfWork;
import java.time.Clock;
import java.time.Instant;

/** Takes the word of the other end that a message reached somebody. */
public final class ConfirmNotice {
  private final OutboxStore outbox;
  private final RecordStore record;
  private final UnitOfWork atOnce;
  private final Clock clock;

  /** A use case over these stores. */
  public ConfirmNotice(OutboxStore outbox, RecordStore record, UnitOfWork atOnce, Clock clock) {
    this.outbox = outbox;
    this.record = record;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /**
   * Confirms a delivery; may be said twice.
   *
   * @param actor who says so
   * @throws Fault INPUT_INVALID where there is no such delivery
   */
  public Delivery confirm(String id, String actor) {
    Delivery delivery =
        outbox
            .find(id)
            .orElseThrow(
                () ->
                    new Fault(
                        FaultCode.INPUT_INVALID,
                        "unable to find the message: '" + id + "'",
                        "Send the 'id' that came with it; 'drillbook notices' lists them."));
    if (delivery.state() != DeliveryState.CONFIRMED) {
      atOnce.run(() -> confirm(delivery, actor));
    }
    return outbox.find(id).orElseThrow();
  }

  private void confirm(Delivery delivery, String actor) {
    Instant now = clock.instant();
    outbox.settle(delivery.id(), DeliveryState.CONFIRMED, now, "");
    delivery
        .message()
        .runId()
        .ifPresent(
            run ->
                record.append(
                    run,
                    Entries.delivery(
                        now,
                        actor,
                        DeliveryState.CONFIRMED.word(),
                        delivery.recipient(),
                        delivery.message().subject(),
                        "")));
  }
}
