package io.drillbook.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Instants in columns. They go in and out as UTC date-times with an offset: a {@code
 * java.sql.Timestamp} would be shifted by the zone of whichever server reads it.
 */
final class Columns {
  /** Clocks of two servers of one installation may differ so much. */
  static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private Columns() {}

  static OffsetDateTime utc(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  static OffsetDateTime utc(Optional<Instant> instant) {
    return instant.map(Columns::utc).orElse(null);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
