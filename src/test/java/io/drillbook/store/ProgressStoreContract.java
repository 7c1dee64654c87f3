package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.spi.store.ProgressStore.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must hold about live progress. */
@Timeout(60)
abstract class ProgressStoreContract extends StoreContract {
  private JdbcProgressStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcProgressStore(database.dataSource, database.manager);
  }

  @Test
  void the_newest_report_of_a_subject_is_kept() {
    store.save(progress("db", 1, 10));
    store.save(progress("media", 1, 5));
    store.save(progress("db", 1, 20));
    assertThat(store.of("run")).containsExactly(progress("db", 1, 20), progress("media", 1, 5));
    assertThat(store.of("other")).isEmpty();
  }

  @Test
  void a_worker_that_was_replaced_does_not_overwrite_the_newer_attempt() {
    store.save(progress("db", 2, 1));
    store.save(progress("db", 1, 999));
    assertThat(store.of("run")).containsExactly(progress("db", 2, 1));
  }

  @Test
  void progress_stays_when_the_caller_rolls_back() {
    database.transaction.executeWithoutResult(
        status -> {
          store.save(progress("db", 1, 10));
          status.setRollbackOnly();
        });
    assertThat(store.of("run")).hasSize(1);
  }

  @Test
  void many_workers_report_at_once() throws Exception {
    RecordStoreContract.inParallel(
        4,
        worker -> {
          for (int i = 0; i < 20; i++) {
            store.save(progress("subject" + i, 1, worker));
          }
        });
    assertThat(store.of("run")).hasSize(20);
  }

  private static Progress progress(String subject, int attempt, long done) {
    return new Progress("run", "step", subject, attempt, done, -1, NOW);
  }
}
