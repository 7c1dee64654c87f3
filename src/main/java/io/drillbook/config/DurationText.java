package io.drillbook.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 4h}, {@code 1h30m}, {@code 7d}, or ISO 8601. */
final class DurationText {
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?(?:(\\d{1,9})ms)?");

  private DurationText() {}

  /** The duration, if the text is one that is longer than zero. */
  static Optional<Duration> parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    Duration found = Duration.ZERO;
    if (matcher.matches()) {
      found =
          Duration.ofDays(part(matcher, 1))
              .plusHours(part(matcher, 2))
              .plusMinutes(part(matcher, 3))
              .plusSeconds(part(matcher, 4))
              .plusMillis(part(matcher, 5));
    } else if (text.startsWith("P")) {
      found = iso(text);
    }
    return Optional.of(found).filter(duration -> duration.compareTo(Duration.ZERO) > 0);
  }

  /** Short form for messages: {@code 25h}, {@code 1h30m}. */
  static String show(Duration duration) {
    String text = duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    return text.isEmpty() ? "0s" : text;
  }

  private static long part(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }

  private static Duration iso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
