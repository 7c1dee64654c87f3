package io.drillbook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Values of the API as a tired person reads them. */
final class Show {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
  private static final String NOTHING = "-";

  private Show() {}

  /** A text, or a dash. */
  static String text(JsonNode node) {
    return node.isMissingNode() || node.isNull() || node.asText().isEmpty()
        ? NOTHING
        : node.asText();
  }

  /** An instant in a zone with its offset, ISO 8601; or a dash. */
  static String time(JsonNode node, ZoneId zone) {
    return has(node) ? time(Instant.parse(node.asText()), zone) : NOTHING;
  }

  static String time(Instant instant, ZoneId zone) {
    return TIME.format(instant.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }

  /** A duration such as {@code 1h02m03s}; or a dash. */
  static String duration(JsonNode node) {
    return has(node) ? duration(Duration.parse(node.asText())) : NOTHING;
  }

  static String duration(Duration duration) {
    if (duration.isNegative()) {
      return "-" + duration(duration.negated());
    }
    long seconds = duration.toSeconds();
    if (seconds == 0 && duration.toMillis() > 0) {
      return duration.toMillis() + "ms";
    }
    if (duration.toDays() > 0) {
      return "%dd%02dh%02dm"
          .formatted(duration.toDays(), duration.toHoursPart(), duration.toMinutesPart());
    }
    if (duration.toHours() > 0) {
      return "%dh%02dm%02ds"
          .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
    return duration.toMinutes() > 0
        ? "%dm%02ds".formatted(duration.toMinutes(), duration.toSecondsPart())
        : seconds + "s";
  }

  /** Time since detection, {@code +0:12:07}. */
  static String elapsed(Instant since, Instant at) {
    Duration elapsed = Duration.between(since, at);
    Duration size = elapsed.abs();
    return "%s%d:%02d:%02d"
        .formatted(
            elapsed.isNegative() ? "-" : "+",
            size.toHours(),
            size.toMinutesPart(),
            size.toSecondsPart());
  }

  /** A number of bytes, {@code 1.5 GiB}. */
  static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : "%.1f %s".formatted(size, units[unit]);
  }

  static boolean has(JsonNode node) {
    return !node.isMissingNode() && !node.isNull();
  }
}
