package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.spi.store.ScheduleWatchStore.Seen;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must remember of schedules. */
@Timeout(60)
abstract class ScheduleWatchStoreContract extends StoreContract {
  private JdbcScheduleWatchStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcScheduleWatchStore(database.dataSource, database.manager);
  }

  @Test
  void what_was_seen_last_is_remembered_by_schedule() {
    assertThat(store.seen("shop", "backup")).isEmpty();
    Seen first = new Seen("shop", "backup", "0 * * * * UTC", NOW, Optional.empty());
    store.save(first);
    assertThat(store.seen("shop", "backup")).contains(first);
    assertThat(store.seen("shop", "check")).isEmpty();
    Seen told = new Seen("shop", "backup", "0 * * * * UTC", NOW, Optional.of(NOW.plusSeconds(1)));
    store.save(told);
    assertThat(store.seen("shop", "backup")).contains(told);
  }

  @Test
  void the_last_look_is_remembered() {
    assertThat(store.lastLook()).isEmpty();
    store.looked(NOW);
    store.looked(NOW.plusSeconds(60));
    assertThat(store.lastLook()).contains(NOW.plusSeconds(60));
  }
}
