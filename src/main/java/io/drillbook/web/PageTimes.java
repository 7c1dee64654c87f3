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

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm zzz", Locale.ENGLISH);
  private static final Duration WEEK = Duration.ofDays(6);
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY_HOUR =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DATE_HOUR =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

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

  /**
   * A length as one glance needs it: {@code 4 h 05 min}, {@code 12 min}, {@code 3 d}, {@code 8 s}.
   */
  static String rough(Duration duration) {
    if (duration.isNegative()) {
      return "-" + rough(duration.negated());
    }
    if (duration.toDays() > 0) {
      int hours = duration.toHoursPart();
      return duration.toDays() + " d" + (hours == 0 ? "" : " " + hours + " h");
    }
    if (duration.toHours() > 0) {
      int minutes = duration.toMinutesPart();
      return duration.toHours() + " h" + (minutes == 0 ? "" : " %02d min".formatted(minutes));
    }
    return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }

  /** Day and minute with the zone. */
  String point(Instant at) {
    return MINUTE.format(at.atZone(zone));
  }

  /** The day. */
  String date(Instant at) {
    return DATE.format(at.atZone(zone));
  }

  /** A time that is near: without its day where that is today. */
  String near(Instant at, Instant now) {
    boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
    boolean soon = Duration.between(now, at).compareTo(WEEK) < 0;
    return (today ? HOUR : soon ? DAY_HOUR : DATE_HOUR).format(at.atZone(zone));
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
