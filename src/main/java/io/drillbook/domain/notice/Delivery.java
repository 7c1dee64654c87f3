package io.drillbook.domain.notice;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One message to one recipient.
 *
 * @param id the same for every try, so that a receiver can drop doubles
 * @param recipient a mail address, or {@code channel:<name>}
 * @param groups the audiences that the recipient belongs to here
 * @param second whether it is sent only if the first ones of its groups are silent
 * @param attempts how often it was tried
 * @param nextAt when it is looked at next
 * @param endedAt when nothing more happened
 * @param trouble what went wrong the last time; empty where nothing did
 */
public record Delivery(
    String id,
    Message message,
    String recipient,
    Set<String> groups,
    boolean second,
    DeliveryState state,
    int attempts,
    Instant nextAt,
    Optional<Instant> endedAt,
    String trouble) {
  /** The channel of mail addresses. */
  public static final String MAIL = "mail";

  /** What a recipient that is a configured channel begins with. */
  public static final String CHANNEL = "channel:";

  public Delivery {
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
  }

  /** The channel that carries it. */
  public String channel() {
    return channelOf(recipient);
  }

  /** The channel that reaches a recipient: a configured one, or mail. */
  public static String channelOf(String recipient) {
    return recipient.startsWith(CHANNEL) ? recipient.substring(CHANNEL.length()) : MAIL;
  }

  /** The same, with these lines before its text. */
  public Delivery preceded(String lines) {
    return new Delivery(
        id,
        message.preceded(lines),
        recipient,
        groups,
        second,
        state,
        attempts,
        nextAt,
        endedAt,
        trouble);
  }

  /** Whether both are for people of one group. */
  public boolean sharesGroup(Delivery other) {
    return groups.stream().anyMatch(other.groups::contains);
  }
}
