package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.domain.pause.OwedProgram.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionTemplate;

/** What every database must hold about pauses. */
@Timeout(60)
abstract class OwedStoreContract extends StoreContract {
  private JdbcOwedStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcOwedStore(database.dataSource, database.manager);
  }

  @Test
  void what_is_owed_is_told_in_order_until_it_is_settled() {
    store.owe(List.of(owed("b-1", 2), owed("b-1", 1)));
    store.owe(List.of(owed("b-0", 1)));
    assertThat(store.open()).containsExactly(owed("b-0", 1), owed("b-1", 1), owed("b-1", 2));
    store.failed(owed("b-1", 1), "it broke");
    assertThat(store.of("b-1").get(0).trouble()).isEqualTo("it broke");
    store.settle(owed("b-1", 1), NOW);
    store.settle(owed("b-1", 1), NOW.plusSeconds(5));
    assertThat(store.of("b-1").get(0).settledAt()).contains(NOW);
    assertThat(store.of("b-1").get(0).trouble()).isEmpty();
    assertThat(store.open()).containsExactly(owed("b-0", 1), owed("b-1", 2));
  }

  @Test
  void a_pause_that_was_interrupted_stays_so() {
    store.owe(List.of(owed("b-1", 1), owed("b-1", 2)));
    store.interrupt("b-1");
    assertThat(store.of("b-1")).allMatch(OwedProgram::interrupted);
  }

  @Test
  void a_run_owes_for_each_of_its_points_and_knows_which_process_runs_for_what_is_open() {
    store.owe(List.of(owed("b-1", 1), owed("b-1", 2)));
    store.owe(List.of(owed("b-1", 3)));
    store.settle(owed("b-1", 1), NOW);
    store.running("b-1", "17 2026-11-20T02:00:00Z");
    assertThat(store.of("b-1")).extracting(OwedProgram::point).containsExactly("p-1", "p-1", "p-2");
    assertThat(store.of("b-1"))
        .extracting(OwedProgram::running)
        .containsExactly("", "17 2026-11-20T02:00:00Z", "17 2026-11-20T02:00:00Z");
    assertThat(store.of("b-1").get(2).isFor("p-1")).isFalse();
  }

  @Test
  void what_is_owed_outlives_the_transaction_that_it_was_written_in() {
    new TransactionTemplate(database.manager)
        .executeWithoutResult(
            status -> {
              store.owe(List.of(owed("b-1", 1)));
              status.setRollbackOnly();
            });
    assertThat(store.open()).containsExactly(owed("b-1", 1));
  }

  private static OwedProgram owed(String run, int position) {
    return new OwedProgram(
        run,
        position,
        "p-" + (position + 1) / 2,
        "shop",
        position == 1 ? Kind.UNDO : Kind.AFTER,
        List.of("pm2", "start", "a \"shop\""),
        Duration.ofSeconds(90),
        "17@host",
        Instant.parse("2026-11-20T02:00:00.123456Z"),
        false,
        "",
        "",
        Optional.empty());
  }
}
