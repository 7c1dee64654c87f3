package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.spi.store.KeyWarningStore.Warning;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must hold about warnings of keys. */
@Timeout(60)
abstract class KeyWarningStoreContract extends StoreContract {
  private JdbcKeyWarningStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcKeyWarningStore(database.dataSource, database.manager);
  }

  @Test
  void a_warning_is_claimed_once_and_only_if_the_transaction_lasts() {
    Warning warning = warning(30);
    database.transaction.executeWithoutResult(
        status -> {
          assertThat(store.claim(warning, NOW)).isTrue();
          status.setRollbackOnly();
        });
    assertThat(store.claim(warning, NOW)).isTrue();
    assertThat(store.claim(warning, NOW)).isFalse();
  }

  @Test
  void another_threshold_or_an_extended_key_is_another_warning() {
    Warning thirty = warning(30);
    assertThat(store.claim(thirty, NOW)).isTrue();
    assertThat(store.claim(warning(7), NOW)).isTrue();
    assertThat(
            store.claim(
                new Warning("shop", "AB", thirty.expires().plus(Duration.ofDays(365)), 30), NOW))
        .isTrue();
  }

  @Test
  void of_many_servers_one_gets_it() throws Exception {
    AtomicInteger got = new AtomicInteger();
    RecordStoreContract.inParallel(
        4,
        worker -> {
          if (store.claim(warning(60), NOW)) {
            got.incrementAndGet();
          }
        });
    assertThat(got).hasValue(1);
  }

  private static Warning warning(int days) {
    return new Warning("shop", "AB", NOW.plus(Duration.ofDays(20)), days);
  }
}
