package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.retention.Hold;
import io.drillbook.domain.retention.Leaving;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must hold about retention. */
abstract class RetentionStoreContract extends StoreContract {
  private static final String POINT = "20261120T100000Z-4f2a9c";
  private static final Hold.Release RELEASE =
      new Hold.Release("the lawsuit is over", "bob", NOW.plusSeconds(9));

  private JdbcCatalogStore catalog;
  private JdbcRetentionStore store;

  @BeforeEach
  void openStore() {
    catalog = new JdbcCatalogStore(database.dataSource, database.manager);
    store = new JdbcRetentionStore(database.dataSource, database.manager);
    catalog.begin("shop", POINT, "backup-1", NOW);
    catalog.seal("shop", POINT, NOW, List.of("primary", "offsite"));
  }

  private static Hold hold(String id, Optional<Instant> until) {
    return new Hold(id, "shop", POINT, "a lawsuit", "ada", NOW, until, Optional.empty());
  }

  private static Leaving leaving(Instant at) {
    return new Leaving("shop", POINT, "expiry-1", at, "no day wants it");
  }

  @Test
  void points_are_counted_in_the_order_in_which_the_catalog_met_them_whatever_their_time() {
    catalog.begin("shop", "20250101T000000Z-000000", "backup-2", NOW.minusSeconds(99_999));
    catalog.begin("other", "20250101T000000Z-111111", "backup-3", NOW);
    assertThat(store.sequence("shop")).containsOnlyKeys(POINT, "20250101T000000Z-000000");
    assertThat(store.sequence("shop").get(POINT))
        .isLessThan(store.sequence("shop").get("20250101T000000Z-000000"));
  }

  @Test
  void a_hold_is_found_as_it_was_set_and_ends_once() {
    assertThat(store.hold(hold("hold-1", Optional.of(NOW.plusSeconds(60))))).isTrue();
    assertThat(store.hold(hold("hold-1", Optional.empty()))).isTrue();
    assertThat(store.holds("shop"))
        .containsExactly(hold("hold-1", Optional.of(NOW.plusSeconds(60))));
    assertThat(store.holds("other")).isEmpty();

    store.release("hold-1", RELEASE);
    store.release("hold-1", new Hold.Release("again", "eve", NOW));
    assertThat(store.holds("shop").get(0).released()).contains(RELEASE);
  }

  @Test
  void a_held_point_does_not_leave_until_its_hold_ends() {
    store.hold(hold("hold-1", Optional.of(NOW.plusSeconds(60))));
    assertThat(store.leave(leaving(NOW))).isFalse();
    assertThat(store.leaving("shop")).isEmpty();
    assertThat(store.leave(leaving(NOW.plusSeconds(60)))).isTrue();
    assertThat(store.leaving("shop")).containsExactly(leaving(NOW.plusSeconds(60)));
  }

  @Test
  void a_point_that_leaves_cannot_be_held_and_is_forgotten_with_its_last_vault() {
    assertThat(store.leave(leaving(NOW))).isTrue();
    assertThat(store.leave(leaving(NOW.plusSeconds(1)))).isTrue();
    assertThat(store.hold(hold("hold-1", Optional.empty()))).isFalse();

    catalog.expire("shop", POINT, List.of("offsite"));
    assertThat(catalog.find("shop", POINT).map(CatalogPoint::vaults)).contains(List.of("offsite"));
    assertThat(store.leaving("shop")).containsExactly(leaving(NOW));

    catalog.expire("shop", POINT, List.of());
    assertThat(catalog.find("shop", POINT)).isEmpty();
    assertThat(store.leaving("shop")).isEmpty();
    assertThat(store.leave(leaving(NOW))).as("nobody knows it").isFalse();
  }

  @Test
  void of_a_hold_and_a_removal_at_the_same_time_exactly_one_wins() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 20; round++) {
        String point = "20261120T1000%02dZ-aaaaaa".formatted(round);
        catalog.begin("shop", point, "backup-" + round, NOW);
        catalog.seal("shop", point, NOW, List.of("primary"));
        CountDownLatch go = new CountDownLatch(1);
        Hold hold =
            new Hold(
                "hold-" + round,
                "shop",
                point,
                "why",
                "ada",
                NOW,
                Optional.empty(),
                Optional.empty());
        Future<Boolean> held = two.submit(() -> await(go) && store.hold(hold));
        Future<Boolean> left =
            two.submit(() -> await(go) && store.leave(new Leaving("shop", point, "e", NOW, "old")));
        go.countDown();
        assertThat(held.get() ^ left.get()).as("round %s", round).isTrue();
      }
    } finally {
      two.shutdownNow();
    }
  }

  @Test
  void when_retention_was_applied_is_remembered_also_backwards() {
    assertThat(store.lastLooked("shop")).isEmpty();
    store.looked("shop", NOW);
    store.looked("shop", NOW.minusSeconds(5));
    assertThat(store.lastLooked("shop")).contains(NOW.minusSeconds(5));
  }

  private static boolean await(CountDownLatch latch) throws InterruptedException {
    latch.await();
    return true;
  }
}
