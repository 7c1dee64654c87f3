package io.drillbook.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.function.Supplier;

/** Times as people give them: ISO 8601; without a zone the plan's zone is meant. */
final class Times {
  private Times() {}

  static Instant instant(String text, ApiClient api, String system) {
    return instant(text, () -> zone(api, system));
  }

  /** The same, for many texts of which the zone is asked once at most. */
  static Instant instant(String text, Supplier<ZoneId> zone) {
    TemporalAccessor parsed = parse(text);
    return parsed instanceof LocalDateTime local
        ? local.atZone(zone.get()).toInstant()
        : Instant.from(parsed);
  }

  /** The zone of a system's plan. */
  static ZoneId zone(ApiClient api, String system) {
    return ZoneId.of(api.get("systems/" + ApiClient.segment(system)).path("zone").asText());
  }

  private static TemporalAccessor parse(String text) {
    try {
      return DateTimeFormatter.ISO_DATE_TIME.parseBest(
          text.replace(' ', 'T'), ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from);
    } catch (DateTimeException e) {
      throw new CliFailure(
          ExitCodes.USAGE,
          "unable to read the time: '" + text + "'",
          "Write ISO 8601, such as 2026-11-21T10:15:00Z; without a zone the plan's zone is meant.",
          e);
    }
  }
}
