package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must hold about the ledger of due times. */
@Timeout(60)
abstract class ScheduleStoreContract extends StoreContract {
  private JdbcScheduleStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcScheduleStore(database.dataSource, database.manager);
  }

  @Test
  void the_newest_due_time_is_known_for_each_schedule() {
    assertThat(store.newestDue("shop", "backup", NOW.plusSeconds(3600))).isEmpty();
    store.add(due("backup", NOW.plusSeconds(60)));
    store.add(due("backup", NOW));
    store.add(due("drill:weekly", NOW.plusSeconds(600)));
    assertThat(store.newestDue("shop", "backup", NOW.plusSeconds(3600)))
        .contains(NOW.plusSeconds(60));
    assertThat(store.newestDue("shop", "backup", NOW.plusSeconds(59))).contains(NOW);
    assertThat(store.newestDue("shop", "backup", NOW.minusSeconds(1))).isEmpty();
    assertThat(store.newest("shop", 2))
        .containsExactly(
            due("drill:weekly", NOW.plusSeconds(600)), due("backup", NOW.plusSeconds(60)));
  }

  @Test
  void a_due_time_enters_the_ledger_once_and_the_transaction_goes_on() {
    database.transaction.executeWithoutResult(
        status -> {
          assertThat(store.add(due("backup", NOW))).isTrue();
          assertThat(store.add(due("backup", NOW))).isFalse();
          assertThat(store.add(due("backup", NOW.plusSeconds(1)))).isTrue();
        });
    assertThat(store.newest("shop", 9)).hasSize(2);
  }

  @Test
  void a_row_of_a_clock_that_was_ahead_gives_way_once() {
    assertThat(store.add(missed(NOW, NOW.plusSeconds(365 * 86_400L)))).isTrue();
    assertThat(store.add(due("backup", NOW))).isTrue();
    assertThat(store.add(due("backup", NOW))).isFalse();
    assertThat(store.newest("shop", 9)).containsExactly(due("backup", NOW));
  }

  @Test
  void a_run_is_not_wiped_out_by_a_miss_after_a_clock_that_was_a_day_behind() {
    store.add(due("backup", NOW));
    store.doubt("shop", "backup", NOW.minusSeconds(86_400));

    assertThat(store.add(missed(NOW, NOW.plusSeconds(7200)))).isFalse();
    assertThat(store.newest("shop", 9)).containsExactly(due("backup", NOW));

    store.setOutcome("shop", "backup", NOW, DueOutcome.FAILED);
    assertThat(store.add(missed(NOW, NOW.minusSeconds(86_400)))).isFalse();
    assertThat(store.add(due("backup", NOW))).isTrue();
  }

  @Test
  void a_row_of_a_clock_that_was_ahead_is_not_the_newest_until_then() {
    store.add(due("backup", NOW));
    Instant later = NOW.plusSeconds(3600);
    store.add(missed(later, later.plusSeconds(365 * 86_400L)));
    assertThat(store.newestDue("shop", "backup", later.plusSeconds(60))).contains(NOW);
    assertThat(store.newestDue("shop", "backup", later.plusSeconds(366 * 86_400L))).contains(later);
  }

  @Test
  void what_was_once_seen_to_be_of_a_clock_that_was_ahead_gives_way_when_its_time_comes() {
    store.add(due("backup", NOW));
    store.add(due("backup", NOW.plusSeconds(3600)));
    store.add(due("check", NOW.plusSeconds(3600)));
    assertThat(store.doubt("shop", "backup", NOW.plusSeconds(3600))).isFalse();
    assertThat(store.doubt("shop", "backup", NOW.plusSeconds(60))).isTrue();
    assertThat(store.doubt("shop", "backup", NOW.plusSeconds(60))).isFalse();

    Instant again = NOW.plusSeconds(3601);
    assertThat(store.newestDue("shop", "backup", again)).contains(NOW);
    assertThat(store.newestDue("shop", "check", again)).contains(NOW.plusSeconds(3600));
    assertThat(store.add(due("backup", NOW))).isFalse();
    assertThat(store.add(due("check", NOW.plusSeconds(3600)))).isFalse();
    assertThat(store.add(due("backup", NOW.plusSeconds(3600)))).isTrue();
    assertThat(store.add(due("backup", NOW.plusSeconds(3600)))).isFalse();
    assertThat(store.newestDue("shop", "backup", again)).contains(NOW.plusSeconds(3600));
  }

  @Test
  void a_row_of_a_server_whose_clock_is_a_little_ahead_counts() {
    store.add(
        new DueTime(
            "shop", "backup", NOW, NOW.plusSeconds(240), DueOutcome.RAN, Optional.of("run")));
    assertThat(store.newestDue("shop", "backup", NOW)).contains(NOW);
  }

  @Test
  void of_two_servers_that_fire_a_due_time_one_wins() throws Exception {
    AtomicInteger won = new AtomicInteger();
    try (TestDatabase other = database.otherNode()) {
      JdbcScheduleStore second = new JdbcScheduleStore(other.dataSource, other.manager);
      RecordStoreContract.inParallel(
          4,
          worker -> {
            JdbcScheduleStore mine = worker % 2 == 0 ? store : second;
            TestDatabase at = worker % 2 == 0 ? database : other;
            for (int i = 0; i < 20; i++) {
              Instant dueAt = NOW.plusSeconds(i);
              at.transaction.executeWithoutResult(
                  status -> {
                    if (mine.add(due("backup", dueAt))) {
                      won.incrementAndGet();
                    }
                  });
            }
          });
    }
    assertThat(won).hasValue(20);
  }

  @Test
  void an_outcome_is_corrected() {
    store.add(due("backup", NOW));
    store.setOutcome("shop", "backup", NOW, DueOutcome.FAILED);
    assertThat(store.newest("shop", 1).get(0).outcome()).isEqualTo(DueOutcome.FAILED);
  }

  @Test
  void one_chain_of_a_schedule_lives_at_a_time() {
    assertThat(store.claimChain("shop", "backup", "one")).isTrue();
    assertThat(store.claimChain("shop", "backup", "one")).isTrue();
    assertThat(store.claimChain("shop", "backup", "two")).isFalse();
    assertThat(store.claimChain("shop", "drill:weekly", "two")).isTrue();

    store.releaseChain("shop", "backup", "two");
    assertThat(store.chain("shop", "backup")).contains("one");
    store.releaseChain("shop", "backup", "one");
    assertThat(store.chain("shop", "backup")).isEmpty();
    assertThat(store.claimChain("shop", "backup", "two")).isTrue();
  }

  @Test
  void a_catch_up_takes_the_place_of_a_run_that_a_clock_which_was_ahead_wrote() {
    Instant ahead = NOW.plusSeconds(365 * 86_400L);
    store.add(new DueTime("shop", "backup", NOW, ahead, DueOutcome.RAN, Optional.of("early")));
    assertThat(store.add(missed(NOW, NOW.plusSeconds(7200)))).isFalse();
    DueTime madeGood =
        new DueTime(
            "shop", "backup", NOW, NOW.plusSeconds(7200), DueOutcome.MISSED, Optional.of("late"));
    assertThat(store.add(madeGood)).isTrue();
    assertThat(store.newestOf("shop", "backup", 5)).containsExactly(madeGood);
  }

  @Test
  void rows_of_one_schedule_are_listed_newest_first_and_counted() {
    for (int hour = 0; hour < 3; hour++) {
      store.add(missed(NOW.plusSeconds(hour * 3600L), NOW.plusSeconds(90_000)));
    }
    assertThat(store.newestOf("shop", "backup", 2))
        .extracting(DueTime::dueAt)
        .containsExactly(NOW.plusSeconds(7200), NOW.plusSeconds(3600));
    assertThat(store.newestOf("shop", "drill:weekly", 2)).isEmpty();
    assertThat(store.count("shop", "backup", DueOutcome.MISSED)).isEqualTo(3);
    assertThat(store.count("shop", "backup", DueOutcome.RAN)).isZero();
  }

  private static DueTime missed(Instant dueAt, Instant firedAt) {
    return new DueTime("shop", "backup", dueAt, firedAt, DueOutcome.MISSED, Optional.empty());
  }

  private static DueTime due(String schedule, Instant dueAt) {
    return new DueTime(
        "shop", schedule, dueAt, dueAt.plusSeconds(1), DueOutcome.RAN, Optional.of("run"));
  }
}
