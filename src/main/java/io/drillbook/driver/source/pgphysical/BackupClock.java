package io.drillbook.driver.source.pgphysical;

import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Finds out when a base backup ended, by the server's clock: the files are as of that instant. The
 * server tells in which phase the backup is; nothing it sends says the time.
 */
final class BackupClock {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(100);

  /** The clock is read first: a backup that still reads files afterwards had not ended then. */
  private static final String ASK =
      """
      select now.at, exists (select from pg_catalog.pg_stat_progress_basebackup
               where phase in ('initializing', 'waiting for checkpoint to finish',
                               'estimating backup size', 'streaming database files'))
      from (select clock_timestamp() as at offset 0) now
      """;

  private final Session session;
  private volatile Instant notYet;
  private volatile boolean over;

  BackupClock(Session session) {
    this.session = session;
    this.notYet = now();
  }

  /** Watches until {@link #stop}. */
  void watch(StepContext context) {
    Patience.until(LONGEST, EVERY, context.cancellation(), this::look);
  }

  void stop() {
    over = true;
  }

  /**
   * The last instant at which the backup had surely not ended: what was committed by then is in.
   */
  Instant dataTime() {
    return notYet;
  }

  Instant now() {
    return session.row(
        "select clock_timestamp()", row -> row.getObject(1, OffsetDateTime.class).toInstant());
  }

  private boolean look() {
    if (over) {
      return true;
    }
    session.rows(
        ASK,
        row -> {
          if (row.getBoolean(2)) {
            notYet = row.getObject(1, OffsetDateTime.class).toInstant();
          }
          return notYet;
        });
    return false;
  }
}
