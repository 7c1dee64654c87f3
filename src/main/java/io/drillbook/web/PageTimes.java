package io.drillbook.web;

import io.drillbook.domain.record.TimesInWords;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as a tired person reads them on a page: always with their zone. */
record PageTimes(ZoneId zone) {
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm:ss zzz", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("EEE HH:mm:ss zzz", Locale.ENGLISH);

  /** Day, time and zone. */
  String full(Instant at) {
    return FULL.format(at.atZone(zone));
  }

  /** Week day, time and zone. */
  String brief(Instant at) {
    return SHORT.format(at.atZone(zone));
  }

  /** A length in words. */
  static String length(Duration duration) {
    return TimesInWords.words(duration);
  }

  /** The figures of the clock, {@code 1:02:03}. */
  static String figures(Duration duration) {
    Duration size = duration.abs();
    return "%d:%02d:%02d".formatted(size.toHours(), size.toMinutesPart(), size.toSecondsPart());
  }

  /** Time since detection, {@code +0:12:07}. */
  static String since(Instant detected, Instant at) {
    Duration elapsed = Duration.between(detected, at);
    return (elapsed.isNegative() && elapsed.abs().toSeconds() > 0 ? "-" : "+") + figures(elapsed);
  }
}
