package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.log.LogState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must hold about logs. */
@Timeout(60)
abstract class LogStoreContract extends StoreContract {
  private static final Instant LATER = NOW.plus(Duration.ofSeconds(30));

  private JdbcLogStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcLogStore(database.dataSource, database.manager);
  }

  @Test
  void one_server_of_many_receives_until_it_lets_go_or_is_late() throws Exception {
    AtomicInteger got = new AtomicInteger();
    RecordStoreContract.inParallel(
        4,
        worker -> {
          if (store.hold("shop", "db", "server-" + worker, NOW, LATER)) {
            got.incrementAndGet();
          }
        });
    assertThat(got).hasValue(1);
    assertThat(store.hold("shop", "other", "a", NOW, LATER)).isTrue();
    assertThat(store.hold("shop", "other", "a", NOW, LATER)).isTrue();
    assertThat(store.hold("shop", "other", "b", NOW, LATER)).isFalse();
    store.letGo("shop", "other", "b");
    assertThat(store.hold("shop", "other", "b", NOW, LATER)).isFalse();
    store.letGo("shop", "other", "a");
    assertThat(store.hold("shop", "other", "b", NOW, LATER)).isTrue();
    assertThat(store.hold("shop", "other", "a", LATER.plusMillis(1), LATER)).isTrue();
  }

  @Test
  void a_right_that_was_taken_by_a_clock_far_ahead_is_taken_over() {
    Instant ahead = NOW.plus(Duration.ofDays(365));
    assertThat(store.hold("shop", "db", "a", ahead, ahead.plusSeconds(30))).isTrue();
    assertThat(store.hold("shop", "db", "b", NOW, LATER)).isTrue();
    assertThat(store.hold("shop", "db", "a", ahead.minusSeconds(1), ahead)).isTrue();
    Instant near = NOW.plusSeconds(20);
    assertThat(store.hold("shop", "near", "a", near, near.plusSeconds(30))).isTrue();
    assertThat(store.hold("shop", "near", "b", NOW, LATER)).isFalse();
  }

  @Test
  void how_a_log_stands_is_kept() {
    assertThat(store.find("shop", "db")).isEmpty();
    LogState none = LogState.none(NOW);
    store.save("shop", "db", none);
    assertThat(store.find("shop", "db")).contains(none);
    LogState full =
        new LogState(
            "7712575430021895828",
            "0000000100000000000000A7",
            16 << 20,
            Optional.of(NOW),
            Optional.of(LATER),
            "in the vault 'primary': 0000000100000000000000A6",
            Optional.of(LATER),
            "unable to reach",
            Set.of("gap", "slot-grows"),
            5_000_000_000L,
            10_000_000_000L,
            LATER);
    store.save("shop", "db", full);
    assertThat(store.find("shop", "db")).contains(full);
  }
}
