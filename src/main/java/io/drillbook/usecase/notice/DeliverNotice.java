package io.drillbook.usecase.notice;

import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.DeliveryState;
import io.drillbook.domain.notice.RetryRule;
import io.drillbook.domain.record.Entries;
import io.drillbook.spi.notify.Notifier;
import io.drillbook.spi.notify.Receipt;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.UnitOfWork;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends one message to one recipient, at least once, and writes what came of it. A server that dies
 * in between leaves the delivery to be tried again, by itself or by another.
 */
public final class DeliverNotice {
  private static final Logger LOG = System.getLogger(DeliverNotice.class.getName());
  private static final String ACTOR = "drillbook";

  /** A try ends within a minute; who still holds a delivery after this is dead. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final OutboxStore outbox;
  private final RecordStore record;
  private final UnitOfWork atOnce;
  private final Map<String, Notifier> channels;
  private final Set<String> confirming;
  private final Clock clock;

  /**
   * A use case over these channels.
   *
   * @param confirming the channels that are silent until their message is confirmed
   */
  public DeliverNotice(
      OutboxStore outbox,
      RecordStore record,
      UnitOfWork atOnce,
      Map<String, Notifier> channels,
      Set<String> confirming,
      Clock clock) {
    this.outbox = outbox;
    this.record = record;
    this.atOnce = atOnce;
    this.channels = Map.copyOf(channels);
    this.confirming = Set.copyOf(confirming);
    this.clock = clock;
  }

  /** Tries it once; nothing where it is over, or somebody else has it. */
  public void deliver(Delivery delivery) {
    Instant now = clock.instant();
    if (delivery.state() == DeliveryState.HELD && silent(delivery).isEmpty()) {
      outbox.end(delivery.id(), delivery.attempts(), DeliveryState.NOT_NEEDED, now, "");
      return;
    }
    if (delivery.attempts() >= RetryRule.TRIES) {
      // Whoever made the last try died in it: tried once more each time, it would never end.
      atOnce.run(() -> giveUp(delivery, now));
      return;
    }
    if (outbox.claim(delivery.id(), delivery.attempts(), now.plus(LEASE))) {
      Receipt receipt = send(delivery.second() ? explained(delivery) : delivery);
      atOnce.run(() -> settle(delivery, receipt));
    }
  }

  private void giveUp(Delivery delivery, Instant now) {
    String trouble = delivery.trouble().isEmpty() ? "no try came to its end" : delivery.trouble();
    if (outbox.end(delivery.id(), delivery.attempts(), DeliveryState.GAVE_UP, now, trouble)) {
      tellTheEnd(delivery, DeliveryState.GAVE_UP, now, trouble);
    }
  }

  /** The first ones of the same people that were not reached. */
  private List<Delivery> silent(Delivery second) {
    return outbox.ofNotice(second.message().notice()).stream()
        .filter(first -> !first.second() && first.sharesGroup(second))
        .filter(first -> !reached(first))
        .toList();
  }

  private boolean reached(Delivery first) {
    return first.state() == DeliveryState.CONFIRMED
        || (first.state() == DeliveryState.DELIVERED && !confirming.contains(first.channel()));
  }

  private Delivery explained(Delivery second) {
    String whom =
        silent(second).stream()
            .map(Delivery::recipient)
            .distinct()
            .collect(Collectors.joining(", "));
    return second.preceded("You get this because the first channel is silent: " + whom + ".\n\n");
  }

  private Receipt send(Delivery delivery) {
    Notifier notifier = channels.get(delivery.channel());
    if (notifier == null) {
      return new Receipt.Refused(
          Delivery.MAIL.equals(delivery.channel())
              ? "no mail server is configured: write 'mail' into drillbook.yaml"
              : "no such channel in drillbook.yaml: '" + delivery.channel() + "'");
    }
    try {
      return notifier.send(delivery);
    } catch (RuntimeException e) {
      // A secret's file that is missing for now, or a defect: neither may end the sending.
      LOG.log(Level.WARNING, "unable to send ''{0}''", delivery.message().subject(), e);
      return new Receipt.Later(String.valueOf(e.getMessage()));
    }
  }

  private void settle(Delivery delivery, Receipt receipt) {
    Instant now = clock.instant();
    if (receipt instanceof Receipt.Delivered delivered) {
      end(
          delivery,
          delivered.confirmed() ? DeliveryState.CONFIRMED : DeliveryState.DELIVERED,
          now,
          "");
    } else if (receipt instanceof Receipt.Refused refused) {
      end(delivery, DeliveryState.FAILED, now, refused.why());
    } else if (receipt instanceof Receipt.Later later) {
      Optional<Duration> wait = RetryRule.next(delivery.attempts() + 1, later.after());
      if (wait.isEmpty()) {
        end(delivery, DeliveryState.GAVE_UP, now, later.why());
      } else {
        outbox.settle(delivery.id(), DeliveryState.WAITING, now.plus(wait.get()), later.why());
        warn(delivery, "tried again in " + wait.get().toSeconds() + " s: " + later.why());
      }
    }
  }

  private void end(Delivery delivery, DeliveryState state, Instant now, String trouble) {
    outbox.settle(delivery.id(), state, now, trouble);
    tellTheEnd(delivery, state, now, trouble);
  }

  private void tellTheEnd(Delivery delivery, DeliveryState state, Instant now, String trouble) {
    if (state.isLost()) {
      warn(delivery, trouble);
      outbox.hasten(delivery.message().notice(), now);
    }
    String said = state.isLost() ? "NOT DELIVERED" : state.word();
    delivery
        .message()
        .runId()
        .ifPresent(
            run ->
                record.append(
                    run,
                    Entries.delivery(
                        now,
                        ACTOR,
                        said,
                        delivery.recipient(),
                        delivery.message().subject(),
                        trouble)));
  }

  private static void warn(Delivery delivery, String why) {
    LOG.log(
        Level.WARNING,
        "unable to deliver to ''{0}'': ''{1}'' HINT: {2}",
        delivery.recipient(),
        delivery.message().subject(),
        why);
  }
}
