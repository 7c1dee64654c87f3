package io.drillbook.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/** Times as people give them: ISO 8601; without a zone the plan's zone is meant. */
final class Times {
  private Times() {}

  static Instant instant(String text, ApiClient api, String system) {
    TemporalAccessor parsed = parse(text);
    if (parsed instanceof LocalDateTime local) {
      String zone = api.get("systems/" + ApiClient.segment(system)).path("zone").asText();
      return local.atZone(ZoneId.of(zone)).toInstant();
    }
    return Instant.from(parsed);
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
