package io.drillbook.domain.plan;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations as plans write them: {@code 30s}, {@code 10m}, {@code 1h30m}, {@code 7d}, or ISO
 * 8601.
 */
public final class Durations {
  private static final Pattern SHORT =
      Pattern.compile(
          "(?=.)(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?(?:(\\d{1,9})ms)?");

  private Durations() {}

  /**
   * The duration that the text names.
   *
   * @throws Fault INPUT_INVALID where the text is no duration
   */
  public static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      return Duration.ofDays(part(matcher, 1))
          .plusHours(part(matcher, 2))
          .plusMinutes(part(matcher, 3))
          .plusSeconds(part(matcher, 4))
          .plusMillis(part(matcher, 5));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the duration: '" + text + "'",
          "Write a number and a unit, such as 30s, 10m, 4h or 7d.",
          e);
    }
  }

  /** The duration under a key of the settings, or the default where it is not there. */
  public static Duration of(Settings settings, String key, Duration otherwise) {
    return settings.optionalText(key).map(Durations::parse).orElse(otherwise);
  }

  /** A duration as people say it, such as {@code 1 h 5 min} or {@code 12 s}; whole seconds. */
  public static String inWords(Duration duration) {
    long hours = duration.toHours();
    int minutes = duration.toMinutesPart();
    if (hours > 0) {
      return minutes == 0 ? hours + " h" : hours + " h " + minutes + " min";
    }
    int seconds = duration.toSecondsPart();
    if (minutes > 0) {
      return seconds == 0 ? minutes + " min" : minutes + " min " + seconds + " s";
    }
    return seconds + " s";
  }

  private static long part(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }
}
