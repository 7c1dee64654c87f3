package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.drillbook.engine.boot.StoreSchema;
import org.junit.jupiter.api.RepeatedTest;
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

  private static void migrate(String url) {
    try (HikariDataSource pool = TestDatabase.pool(url)) {
      StoreSchema.migrate(pool);
    }
  }
}
