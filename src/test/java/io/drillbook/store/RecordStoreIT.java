package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.drillbook.engine.boot.StoreSchema;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class RecordStoreIT extends RecordStoreContract {
  @Override
  TestDatabase open() {
    return TestDatabase.postgres();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update record_entry set outcome = 'fine'",
        "delete from record_entry",
        "truncate record_entry"
      })
  void the_database_itself_refuses_to_change_the_record(String statement) {
    store().append("run", line("stays"));

    assertThatThrownBy(() -> database.jdbc().sql(statement).update())
        .hasMessageContaining("append-only");

    assertThat(store().entries("run")).hasSize(1);
  }

  @RepeatedTest(3)
  void servers_that_start_at_once_on_an_empty_database_all_come_up() throws Exception {
    String url = TestDatabase.emptyPostgres();
    try (HikariDataSource empty = TestDatabase.pool(url)) {
      JdbcClient.create(empty).sql("create table act_of_the_engine (id int)").update();
      inParallel(4, worker -> migrate(url));
      assertThat(new JdbcRecordStore(empty, new JdbcTransactionManager(empty)).entries("none"))
          .isEmpty();
    }
  }

  @Test
  void a_server_waits_with_its_migration_while_another_one_changes_the_schema() {
    String url = TestDatabase.emptyPostgres();
    String waiting =
        "select count(*) from pg_locks where locktype = 'advisory' and not granted and database ="
            + " (select oid from pg_database where datname = current_database())";
    try (HikariDataSource first = TestDatabase.pool(url)) {
      List<CompletableFuture<Void>> second = new ArrayList<>();
      StoreSchema.alone(
          first,
          () -> {
            second.add(CompletableFuture.runAsync(() -> migrate(url)));
            await()
                .atMost(Duration.ofSeconds(8))
                .until(() -> JdbcClient.create(first).sql(waiting).query(Long.class).single() == 1);
          });
      assertThat(second.get(0)).succeedsWithin(Duration.ofSeconds(30));
      assertThat(new JdbcRecordStore(first, new JdbcTransactionManager(first)).entries("none"))
          .isEmpty();
    }
  }

  @Test
  void a_line_of_a_long_transaction_is_dated_when_it_is_written_and_not_when_that_began() {
    Instant began =
        database.transaction.execute(
            status -> {
              store().append("run", line("late"));
              return database
                  .jdbc()
                  .sql("select current_timestamp from pg_sleep(0.5)")
                  .query(OffsetDateTime.class)
                  .single()
                  .toInstant();
            });
    Instant written =
        new JdbcRecordReading(database.dataSource).after(0, 1).get(0).writtenAt().orElseThrow();
    assertThat(written).isAfterOrEqualTo(began.plusMillis(500));
  }

  private static void migrate(String url) {
    try (HikariDataSource pool = TestDatabase.pool(url)) {
      StoreSchema.migrate(pool);
    }
  }
}
