package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must hold about copies. */
@Timeout(60)
abstract class CopyStoreContract extends StoreContract {
  private static final String POINT = "20261120T100000Z-4f2a9c";

  private JdbcCatalogStore catalog;
  private JdbcCopyStore store;

  @BeforeEach
  void openStore() {
    catalog = new JdbcCatalogStore(database.dataSource, database.manager);
    store = new JdbcCopyStore(database.dataSource, database.manager);
    catalog.begin("shop", POINT, "backup-1", NOW);
  }

  @Test
  void the_newest_that_is_known_of_a_copy_is_kept() {
    PointCopy copy = copy("primary");
    store.save(copy);
    store.save(copy("offsite"));
    PointCopy read = copy.found(CopyState.BAD, Optional.of(NOW.plusSeconds(9)), "a flipped bit");
    store.save(read);
    assertThat(store.of("shop")).containsExactly(copy("offsite"), read);
    assertThat(store.of("other")).isEmpty();
  }

  @Test
  void nothing_is_known_of_a_point_that_the_catalog_does_not_know() {
    store.save(copy("primary"));
    catalog.discard("shop", POINT);
    store.save(copy("offsite"));
    assertThat(store.of("shop")).isEmpty();
  }

  @Test
  void what_is_saved_vanishes_when_the_caller_rolls_back() {
    database.transaction.executeWithoutResult(
        status -> {
          store.save(copy("primary"));
          status.setRollbackOnly();
        });
    assertThat(store.of("shop")).isEmpty();
  }

  @Test
  void what_a_clock_that_was_ahead_wrote_is_forgotten_and_what_was_found_is_not() {
    Instant ahead = NOW.plus(Duration.ofDays(1));
    PointCopy right = copy("cold").found(CopyState.GOOD, Optional.of(NOW.plusSeconds(60)), "");
    store.save(right);
    store.save(copy("offsite").found(CopyState.BAD, Optional.of(ahead), "a flipped bit"));
    store.save(
        new PointCopy("shop", POINT, "primary", CopyState.GOOD, 7, ahead, Optional.empty(), ""));

    store.doubt("other", NOW);
    store.doubt("shop", NOW);

    assertThat(store.of("shop"))
        .containsExactly(
            right,
            copy("offsite").found(CopyState.BAD, Optional.empty(), "a flipped bit"),
            new PointCopy(
                "shop", POINT, "primary", CopyState.GOOD, 7, Instant.EPOCH, Optional.empty(), ""));
  }

  @Test
  void two_who_save_at_once_take_turns() throws Exception {
    RecordStoreContract.inParallel(
        4,
        worker -> {
          for (int i = 0; i < 20; i++) {
            store.save(copy("primary"));
          }
        });
    assertThat(store.of("shop")).isEqualTo(List.of(copy("primary")));
  }

  private static PointCopy copy(String vault) {
    return new PointCopy("shop", POINT, vault, CopyState.GOOD, 7, NOW, Optional.empty(), "");
  }
}
