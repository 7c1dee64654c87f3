package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must hold about who restores into which target. */
@Timeout(60)
abstract class TargetStoreContract extends StoreContract {
  private JdbcTargetStore store;
  private JdbcRunStore runs;

  @BeforeEach
  void openStore() {
    store = new JdbcTargetStore(database.dataSource, database.manager);
    runs = new JdbcRunStore(database.dataSource, database.manager);
  }

  @Test
  void whoLostItHasItAgainOnceTheOtherHasEnded() {
    assertThat(take("drill")).isEmpty();
    assertThat(seize("incident")).contains("drill");
    assertThat(store.seize("shop", "standby", "incident", NOW)).isEmpty();
    assertThat(seize("second")).contains("incident");
    assertThat(take("restore")).contains("second");
    assertThat(store.holder("shop", "standby")).contains("second");
    end("second", "incident");
    assertThat(store.holder("shop", "standby")).contains("drill");
    assertThat(take("another")).contains("drill");
    end("drill");
    assertThat(store.holder("shop", "standby")).isEmpty();
    assertThat(take("last")).isEmpty();
    assertThat(store.holder("shop", "another")).isEmpty();
    assertThat(database.jdbc().sql("select run_id from target_use").query(String.class).list())
        .containsExactly("last");
  }

  @Test
  void ofManyAtTheSameTimeOneGetsItFirstAndAfterItsEnd() throws Exception {
    for (String round : List.of("first", "then")) {
      List<String> got = new CopyOnWriteArrayList<>();
      RecordStoreContract.inParallel(
          4,
          worker -> {
            if (take(round + worker).isEmpty()) {
              got.add(round + worker);
            }
          });
      assertThat(got).hasSize(1);
      end(got.get(0));
    }
  }

  /** As the engine does: run and target in one transaction. */
  private Optional<String> take(String id) {
    return database.transaction.execute(
        status -> {
          runs.start(run(id));
          return store.take("shop", "standby", id, NOW);
        });
  }

  private Optional<String> seize(String id) {
    return database.transaction.execute(
        status -> {
          runs.start(run(id));
          return store.seize("shop", "standby", id, NOW);
        });
  }

  private void end(String... ids) {
    for (String id : ids) {
      runs.end(id, NOW, Verdict.SUCCEEDED);
    }
  }

  private static Run run(String id) {
    return new Run(
        id,
        RunKind.DRILL,
        "shop",
        Optional.empty(),
        NOW,
        NOW,
        "olga",
        Duration.ZERO,
        false,
        "digest",
        Optional.empty(),
        Optional.empty());
  }
}
