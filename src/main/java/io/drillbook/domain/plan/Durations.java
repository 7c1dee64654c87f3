package io.drillbook.domain.plan;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations as plans write them: {@code 30s}, {@code 10m}, {@code 4h}, {@code 7d}, or ISO
 * 8601.
 */
public final class Durations {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private Durations() {}

  /**
   * The duration that the text names.
   *
   * @throws Fault INPUT_INVALID where the text is no duration
   */
  public static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      return of(Long.parseLong(matcher.group(1)), matcher.group(2));
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

  private static Duration of(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
