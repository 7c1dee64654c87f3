package io.drillbook.usecase.incident;

import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.DeliveryState;
import io.drillbook.domain.notice.Message;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.SecondChannel;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.usecase.incident.Notice.Audience;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Writes a message to those whom the plan names into the outbox, in the caller's transaction: it is
 * sent if what it tells of lasts, and only then.
 */
public final class NotifyPeople {
  private static final Logger LOG = System.getLogger(NotifyPeople.class.getName());

  private final OutboxStore outbox;
  private final Clock clock;

  /** A use case over this outbox. */
  public NotifyPeople(OutboxStore outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * What a message is about.
   *
   * @param event a word for machines
   */
  public record About(Optional<String> runId, String event, Optional<String> link) {
    /** A message about no run. */
    public static About event(String event) {
      return new About(Optional.empty(), event, Optional.empty());
    }
  }

  /** Writes a message about nothing in particular. */
  public List<String> run(ProtectionPlan plan, Notice notice) {
    return run(plan, notice, About.event("notice"));
  }

  /**
   * Writes it.
   *
   * @return whom it goes to, each once; empty where the plan names nobody. A second channel, which
   *     gets it only if the first is silent, is not among them
   */
  public List<String> run(ProtectionPlan plan, Notice notice, About about) {
    return run(plan, notice, about, List.of());
  }

  /**
   * Writes it, and to these people as well: the members of the group that is asked.
   *
   * @return as above
   */
  public List<String> run(ProtectionPlan plan, Notice notice, About about, List<String> members) {
    Map<String, Set<String>> first = new LinkedHashMap<>();
    Map<String, Set<String>> second = new LinkedHashMap<>();
    SecondChannel other = plan.audience().second();
    notice.audience().stream()
        .sorted()
        .forEach(
            audience -> {
              List<String> people = addresses(plan, audience);
              add(first, people, audience);
              if (!people.isEmpty()) {
                add(second, fallback(other, audience), audience);
              }
            });
    add(first, members, Audience.MANAGERS);
    if (first.isEmpty()) {
      LOG.log(Level.WARNING, "nobody to tell: ''{0}''", notice.subject());
      return List.of();
    }
    second.keySet().removeAll(first.keySet());
    write(plan, notice, about, first, second);
    return List.copyOf(first.keySet());
  }

  private void write(
      ProtectionPlan plan,
      Notice notice,
      About about,
      Map<String, Set<String>> first,
      Map<String, Set<String>> second) {
    Message message =
        new Message(
            UUID.randomUUID().toString(),
            plan.system(),
            about.runId(),
            about.event(),
            notice.subject(),
            notice.text(),
            about.link(),
            clock.instant());
    List<Delivery> deliveries = new ArrayList<>();
    first.forEach(
        (to, groups) ->
            deliveries.add(delivery(message, deliveries.size(), to, groups, Duration.ZERO)));
    Duration after = plan.audience().second().after();
    second.forEach(
        (to, groups) -> deliveries.add(delivery(message, deliveries.size(), to, groups, after)));
    outbox.add(message, deliveries);
  }

  private static Delivery delivery(
      Message message, int number, String recipient, Set<String> groups, Duration after) {
    boolean second = !after.isZero();
    Instant at = message.writtenAt().plus(after);
    return new Delivery(
        message.notice() + "-" + (number + 1),
        message,
        recipient,
        groups,
        second,
        second ? DeliveryState.HELD : DeliveryState.WAITING,
        0,
        at,
        Optional.empty(),
        "");
  }

  private static void add(Map<String, Set<String>> to, List<String> recipients, Audience audience) {
    recipients.forEach(
        recipient -> to.computeIfAbsent(recipient, it -> new TreeSet<>()).add(audience.name()));
  }

  private static List<String> addresses(ProtectionPlan plan, Audience audience) {
    return switch (audience) {
      case ONCALL -> plan.audience().oncall();
      case MANAGERS -> plan.audience().managers();
      // An owner may be named without an address; then nothing can be sent there.
      case OWNER -> plan.owner().contains("@") ? List.of(plan.owner()) : List.of();
    };
  }

  private static List<String> fallback(SecondChannel other, Audience audience) {
    return switch (audience) {
      case ONCALL -> other.oncall();
      case MANAGERS -> other.managers();
      case OWNER -> other.owner();
    };
  }
}
