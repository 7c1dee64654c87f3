package io.drillbook.domain.log;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;

/** Reads how far somebody wants a restore to go. */
public final class GoalText {
  static final String NAME = "name:";
  static final String LATEST = "latest";

  /** PostgreSQL cuts longer names off, and would then look for another one. */
  private static final int LONGEST_NAME = 63;

  /** Clocks of machines differ a little: so much in the future may be past at the database. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private GoalText() {}

  /**
   * Reads what somebody asks for now.
   *
   * @throws Fault INPUT_INVALID as the other, and where it lies in the future: a restore would end
   *     before it, hours later
   */
  public static RecoveryGoal read(String text, ZoneId zone, Instant now) {
    RecoveryGoal goal = read(text, zone);
    if (goal instanceof RecoveryGoal.Time time && time.instant().isAfter(now.plus(SKEW))) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to recover to a time in the future: '" + goal.text() + "'",
          "It is " + now + " now; for everything that is kept say 'latest'.");
    }
    return goal;
  }

  /**
   * Reads a time, {@code name:NAME} or {@code latest}.
   *
   * @param zone meant where a time has no offset
   * @throws Fault INPUT_INVALID; also for a time that a change of the clocks let happen twice or
   *     never: an hour too far replays what was to be undone
   */
  public static RecoveryGoal read(String text, ZoneId zone) {
    String given = text.strip();
    if (given.equalsIgnoreCase(LATEST)) {
      return new RecoveryGoal.Latest();
    }
    return given.startsWith(NAME)
        ? new RecoveryGoal.Name(name(given.substring(NAME.length()).strip()))
        : new RecoveryGoal.Time(time(given, zone));
  }

  /** Whether a text asks for a name in the log, which is looked for from one point on only. */
  public static boolean isName(String text) {
    return text.strip().startsWith(NAME);
  }

  private static String name(String name) {
    boolean good =
        !name.isEmpty()
            && name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= LONGEST_NAME
            && name.codePoints().noneMatch(Character::isISOControl);
    if (!good) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to take the name of a point in the log: '" + name + "'",
          "Write name:NAME, at most " + LONGEST_NAME + " bytes, as it was given on the server.");
    }
    return name;
  }

  private static Instant time(String text, ZoneId zone) {
    TemporalAccessor parsed;
    try {
      parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              iso(text), ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from);
    } catch (DateTimeException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read how far to recover: '" + text + "'",
          "Write a time such as 2026-11-21T10:15:00Z, name:NAME or latest; without an offset the"
              + " time is meant in "
              + zone
              + ".",
          e);
    }
    return parsed instanceof LocalDateTime local ? only(local, zone) : Instant.from(parsed);
  }

  /** ISO 8601 of what databases print, such as {@code 2026-11-21 10:30:00+01}. */
  private static String iso(String text) {
    return text.replaceFirst("(?<=\\d) +(?=\\d)", "T")
        .replaceFirst("(?i) *(UTC|GMT)$", "Z")
        .replaceFirst(" +(?=[+-]\\d)", "")
        .replaceFirst("(:.*[+-]\\d\\d)$", "$1:00")
        .replaceFirst("(:.*[+-]\\d\\d)(\\d\\d)$", "$1:$2");
  }

  private static Instant only(LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.size() != 1) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to tell which time is meant in " + zone + ": '" + local + "'",
          offsets.isEmpty()
              ? "The clocks were put forward over it; write it with its offset."
              : "The clocks were put back over it; write it with its offset: " + offsets + ".");
    }
    return local.toInstant(offsets.get(0));
  }
}
