package io.drillbook.domain.notice;

import java.util.Locale;

/** What became of one message to one recipient. */
public enum DeliveryState {
  /** On its way, or to be tried again. */
  WAITING,
  /** A second channel's: sent only if the first is silent. */
  HELD,
  /** The channel took it: for mail, the mail server did. */
  DELIVERED,
  /** Somebody or something at the other end said that it has it. */
  CONFIRMED,
  /** Refused for good. */
  FAILED,
  /** Tried for about a day, in vain. */
  GAVE_UP,
  /** A second channel's: the first was not silent. */
  NOT_NEEDED;

  /** As people and the API read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether nothing more happens to it, but that it may still be confirmed. */
  public boolean isOver() {
    return this != WAITING && this != HELD;
  }

  /** Whether it will not arrive any more. */
  public boolean isLost() {
    return this == FAILED || this == GAVE_UP;
  }
}
