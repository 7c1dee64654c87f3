package io.drillbook.domain.record;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Puts the machine's times within a text into a person's: instants into the plan's zone, lengths
 * into words. The record keeps ISO 8601; only what people are shown is changed.
 *
 * @param zone in which instants are shown
 */
public record TimesInWords(ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss zzz", Locale.ENGLISH);
  private static final Pattern INSTANT =
      Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z\\b");
  private static final Pattern LENGTH =
      Pattern.compile("\\bPT(?=\\d)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}(\\.\\d{1,9})?S)?\\b");

  /** The text with its times put into words. */
  public String in(String text) {
    String timed = INSTANT.matcher(text).replaceAll(this::time);
    return LENGTH.matcher(timed).replaceAll(found -> words(Duration.parse(found.group())));
  }

  /** Such as {@code 1 h 02 min}, {@code 3 min 07 s}, {@code 12 s}. */
  public static String words(Duration duration) {
    if (duration.isNegative()) {
      return "-" + words(duration.negated());
    }
    if (duration.toDays() > 0) {
      return "%d d %02d h".formatted(duration.toDays(), duration.toHoursPart());
    }
    if (duration.toHours() > 0) {
      return "%d h %02d min".formatted(duration.toHours(), duration.toMinutesPart());
    }
    if (duration.toMinutes() > 0) {
      return "%d min %02d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
    return duration.isZero() || duration.toSeconds() > 0
        ? duration.toSeconds() + " s"
        : "under 1 s";
  }

  // People's notes may hold what only looks like a time.
  private String time(MatchResult found) {
    try {
      return TIME.format(Instant.parse(found.group()).atZone(zone));
    } catch (DateTimeException e) {
      return found.group();
    }
  }
}
