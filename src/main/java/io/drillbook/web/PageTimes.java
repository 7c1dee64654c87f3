package io.drillbook.web;

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

  /** Such as {@code 1 h 02 min}, {@code 3 min 07 s}, {@code 12 s}. */
  static String length(Duration duration) {
    if (duration.isNegative()) {
      return "-" + length(duration.negated());
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

  /** The figures of the clock, {@code 1:02:03}. */
  static String figures(Duration duration) {
    Duration size = duration.abs();
    return "%d:%02d:%02d".formatted(size.toHours(), size.toMinutesPart(), size.toSecondsPart());
  }

  /** Time since detection, {@code +0:12:07}. */
  static String since(Instant detected, Instant at) {
    return (at.isBefore(detected) ? "-" : "+") + figures(Duration.between(detected, at));
  }
}
