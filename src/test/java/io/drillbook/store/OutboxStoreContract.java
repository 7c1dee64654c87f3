package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.notice.Delivery;
import io.drillbook.domain.notice.DeliveryState;
import io.drillbook.domain.notice.Message;
import io.drillbook.domain.record.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must hold about messages that are to be sent. */
@Timeout(60)
abstract class OutboxStoreContract extends StoreContract {
  private static final Instant LATER = NOW.plusSeconds(60);

  private JdbcOutboxStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcOutboxStore(database.dataSource, database.manager);
  }

  @Test
  void a_message_comes_back_as_it_was_written() {
    Delivery first = delivery("a", 1, "oncall@example.com", DeliveryState.WAITING, NOW);
    Delivery second = delivery("a", 2, "channel:chat", DeliveryState.HELD, LATER);
    store.add(first.message(), List.of(first, second));
    assertThat(store.ofNotice("a")).containsExactly(first, second);
    assertThat(store.find("a-2")).contains(second);
    assertThat(store.newest(Optional.of("shop"), Optional.of("run-a"), 9)).hasSize(2);
    assertThat(store.newest(Optional.of("other"), Optional.empty(), 9)).isEmpty();
    assertThat(store.newest(Optional.empty(), Optional.of("run-b"), 9)).isEmpty();
    List<Delivery> both = store.newest(Optional.empty(), Optional.empty(), 9);
    Place place = new Place(both.get(0).message().writtenAt(), both.get(0).id());
    assertThat(store.newest(Optional.of(place), Optional.empty(), Optional.empty(), 9))
        .containsExactly(both.get(1));
  }

  @Test
  void a_message_whose_transaction_is_rolled_back_was_never_there() {
    database.transaction.executeWithoutResult(
        status -> {
          add("a", DeliveryState.WAITING, NOW);
          status.setRollbackOnly();
        });
    assertThat(store.due(LATER, 9)).isEmpty();
    assertThat(store.newest(Optional.empty(), Optional.empty(), 9)).isEmpty();
  }

  @Test
  void what_is_due_comes_once_its_time_has_come_and_of_each_channel_so_many() {
    add("a", DeliveryState.WAITING, NOW);
    add("b", DeliveryState.WAITING, NOW.minusSeconds(1));
    add("c", DeliveryState.HELD, LATER);
    Delivery chat = delivery("d", 1, "channel:chat", DeliveryState.WAITING, NOW);
    store.add(chat.message(), List.of(chat));
    assertThat(store.due(NOW, 9)).extracting(Delivery::id).containsExactly("d-1", "b-1", "a-1");
    assertThat(store.due(NOW, 1)).extracting(Delivery::id).containsExactly("d-1", "b-1");
    assertThat(store.due(LATER, 9)).hasSize(4);
  }

  @Test
  void a_clock_that_was_a_year_ahead_holds_up_nothing() {
    add("a", DeliveryState.WAITING, NOW.plus(Duration.ofDays(365)));
    assertThat(store.due(NOW, 9)).hasSize(1);
  }

  @Test
  void a_claimed_delivery_is_left_alone_until_its_holder_must_be_dead() {
    add("a", DeliveryState.HELD, NOW);
    assertThat(store.claim("a-1", 0, LATER)).isTrue();
    assertThat(store.claim("a-1", 0, LATER)).isFalse();
    assertThat(store.due(NOW, 9)).isEmpty();
    assertThat(store.due(LATER, 9))
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.attempts()).isEqualTo(1);
              assertThat(again.state()).isEqualTo(DeliveryState.WAITING);
            });
  }

  @Test
  void an_end_is_an_end_and_a_confirmation_is_never_taken_back() {
    add("a", DeliveryState.WAITING, NOW);
    store.settle("a-1", DeliveryState.DELIVERED, LATER, "");
    assertThat(store.due(LATER.plusSeconds(1), 9)).isEmpty();
    assertThat(store.claim("a-1", 0, LATER)).isFalse();
    store.settle("a-1", DeliveryState.CONFIRMED, LATER, "");
    store.settle("a-1", DeliveryState.DELIVERED, LATER, "");
    Delivery ended = store.find("a-1").orElseThrow();
    assertThat(ended.state()).isEqualTo(DeliveryState.CONFIRMED);
    assertThat(ended.endedAt()).contains(LATER);
    assertThat(store.counts()).containsExactly(Map.entry(DeliveryState.CONFIRMED, 1L));
  }

  @Test
  void a_second_channel_can_be_hastened_and_only_that() {
    Delivery first = delivery("a", 1, "oncall@example.com", DeliveryState.WAITING, LATER);
    Delivery second = delivery("a", 2, "channel:chat", DeliveryState.HELD, LATER);
    store.add(first.message(), List.of(first, second));
    store.hasten("a", NOW);
    assertThat(store.due(NOW, 9)).extracting(Delivery::id).containsExactly("a-2");
  }

  @Test
  void of_many_servers_one_gets_it() throws Exception {
    add("a", DeliveryState.WAITING, NOW);
    AtomicInteger got = new AtomicInteger();
    RecordStoreContract.inParallel(
        4,
        worker -> {
          if (store.claim("a-1", 0, LATER)) {
            got.incrementAndGet();
          }
        });
    assertThat(got).hasValue(1);
  }

  private void add(String notice, DeliveryState state, Instant at) {
    Delivery delivery = delivery(notice, 1, "oncall@example.com", state, at);
    store.add(delivery.message(), List.of(delivery));
  }

  private static Delivery delivery(
      String notice, int number, String recipient, DeliveryState state, Instant at) {
    Message message =
        new Message(
            notice,
            "shop",
            Optional.of("run-a"),
            "backup-failed",
            "shop: BACKUP FAILED",
            "überfällig\n",
            Optional.of("http://127.0.0.1/runs/run-a"),
            NOW);
    return new Delivery(
        notice + "-" + number,
        message,
        recipient,
        Set.of("ONCALL", "OWNER"),
        state == DeliveryState.HELD,
        state,
        0,
        at,
        Optional.empty(),
        "");
  }
}
