package io.drillbook.domain.retention;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One reason why a recovery point stays or goes.
 *
 * @param until the earliest instant at which this reason ends, where it is known
 */
public record Why(Kind kind, String text, Optional<Instant> until) {

  /** What sort of reason it is; those that keep come first. */
  public enum Kind {
    /** A person's hold. */
    HELD,
    /** A vault's object lock. */
    LOCKED,
    /** It claims to be from the future: the clock was wrong then, or is now. */
    FUTURE,
    /** Not sealed: a running or failed backup, which is not retention's to remove. */
    UNSEALED,
    NEWEST,
    /** One of the trusted points that stay whatever their age. */
    AT_LEAST,
    YOUNG,
    DAILY,
    WEEKLY,
    MONTHLY,
    /** Damaged, and not enough sound newer ones are there to do without it. */
    DAMAGED,
    /** Holds a part of the content of one that stays. */
    NEEDED,
    /** Goes: its removal has begun. */
    LEAVING,
    /** Goes: damaged, and sound newer ones are there. */
    REPLACED,
    /** Goes: no day, week or month wants it. */
    UNWANTED;

    /** The word in answers, such as {@code at-least}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean keeps() {
      return compareTo(LEAVING) < 0;
    }
  }

  static Why of(Kind kind, String text) {
    return new Why(kind, text, Optional.empty());
  }

  static Why until(Kind kind, String text, Instant until) {
    return new Why(kind, text, Optional.of(until));
  }
}
