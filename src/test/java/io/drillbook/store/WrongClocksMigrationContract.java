package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.engine.boot.StoreSchema;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What every database must hold about runs that were there before they had our own count. */
abstract class WrongClocksMigrationContract {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  abstract String emptyDatabase();

  abstract String[] locations();

  @Test
  void runs_of_before_are_counted_in_the_order_of_their_begin_and_new_ones_after_them() {
    try (HikariDataSource pool = TestDatabase.pool(emptyDatabase())) {
      migrateToVersion9(pool);
      JdbcClient jdbc = JdbcClient.create(pool);
      insert(jdbc, "backup-3", NOW.plusSeconds(3600));
      insert(jdbc, "backup-2", NOW);
      insert(jdbc, "backup-1", NOW);
      insert(jdbc, "backup-0", NOW.minusSeconds(3600));

      StoreSchema.migrate(pool);

      assertThat(bySequence(jdbc)).containsExactly("backup-0", "backup-1", "backup-2", "backup-3");
      JdbcRunStore store = new JdbcRunStore(pool, new JdbcTransactionManager(pool));
      assertThat(store.lastEnded("shop", RunKind.BACKUP).map(Run::id)).contains("backup-3");

      insert(jdbc, "backup-4", NOW.minusSeconds(7200));
      assertThat(bySequence(jdbc)).endsWith("backup-3", "backup-4");
      assertThat(store.lastEnded("shop", RunKind.BACKUP).map(Run::id)).contains("backup-4");
    }
  }

  private void migrateToVersion9(DataSource pool) {
    Flyway.configure()
        .dataSource(pool)
        .locations(locations())
        .table("drillbook_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .target("9")
        .load()
        .migrate();
  }

  private static void insert(JdbcClient jdbc, String id, Instant startedAt) {
    jdbc.sql(
            """
            insert into run (id, kind, system, detected_at, started_at, started_by,
              rto_millis, rto_assumed, plan_digest, ended_at, verdict)
            values (?, 'BACKUP', 'shop', ?, ?, 'timer', 0, false, 'digest', ?, 'SUCCEEDED')""")
        .params(id, Columns.utc(startedAt), Columns.utc(startedAt), Columns.utc(startedAt))
        .update();
  }

  private static List<String> bySequence(JdbcClient jdbc) {
    return jdbc.sql("select id from run order by sequence_no").query(String.class).list();
  }
}
