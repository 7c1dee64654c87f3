package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.drillbook.domain.record.PlacedEntry;
import io.drillbook.engine.boot.StoreSchema;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What every database must hold about lines that were there before they told when. */
abstract class RecordExportMigrationContract {
  abstract String emptyDatabase();

  abstract String[] locations();

  @Test
  void of_lines_of_before_nobody_says_when_they_were_written_and_nobody_waits_for_one() {
    try (HikariDataSource pool = TestDatabase.pool(emptyDatabase())) {
      Flyway.configure()
          .dataSource(pool)
          .locations(locations())
          .table("drillbook_schema_history")
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .target("36")
          .load()
          .migrate();
      JdbcRecordStore store = new JdbcRecordStore(pool, new JdbcTransactionManager(pool));
      store.appendNow("drill-a", RecordStoreContract.line("old"));

      StoreSchema.migrate(pool);
      JdbcClient.create(pool)
          .sql("alter table record_entry alter column position restart with 9")
          .update();
      store.appendNow("drill-a", RecordStoreContract.line("new"));

      List<PlacedEntry> lines = new JdbcRecordReading(pool).after(0, 9);
      assertThat(lines).extracting(PlacedEntry::position).containsExactly(1L, 9L);
      assertThat(lines).extracting(it -> it.writtenAt().isPresent()).containsExactly(false, true);
      assertThat(lines).extracting(PlacedEntry::young).containsExactly(false, true);
    }
  }
}
