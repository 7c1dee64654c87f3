package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.effect.Effect;
import io.drillbook.domain.effect.EffectRow;
import io.drillbook.domain.effect.EffectState;
import io.drillbook.domain.record.StepRef;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.transaction.support.TransactionTemplate;

/** What every database must hold about effects. */
@Timeout(60)
abstract class EffectStoreContract extends StoreContract {
  private static final Instant LATER = NOW.plusSeconds(5);
  private JdbcEffectStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcEffectStore(database.dataSource, database.manager);
  }

  @Test
  void an_effect_is_told_with_all_that_is_known_of_it() {
    assertThat(store.find(effect("provision"))).isEmpty();
    assertThat(store.begin(effect("provision"), 1, NOW)).isTrue();
    assertThat(store.find(effect("provision")))
        .contains(
            new EffectRow(effect("provision"), EffectState.BEGUN, 1, NOW, Optional.empty(), ""));
    assertThat(store.end(effect("provision"), 1, EffectState.DONE, LATER, "ok")).isTrue();
    assertThat(store.find(effect("provision")))
        .contains(
            new EffectRow(effect("provision"), EffectState.DONE, 1, NOW, Optional.of(LATER), "ok"));
  }

  @Test
  void a_later_attempt_takes_over_and_the_older_one_changes_nothing_any_more() {
    store.begin(effect("provision"), 1, NOW);
    assertThat(store.begin(effect("provision"), 1, LATER)).isFalse();
    assertThat(store.begin(effect("provision"), 2, LATER)).isTrue();
    assertThat(store.begin(effect("provision"), 1, LATER)).isFalse();
    assertThat(store.end(effect("provision"), 1, EffectState.DONE, LATER, "late")).isFalse();
    assertThat(store.find(effect("provision")).orElseThrow().state()).isEqualTo(EffectState.BEGUN);
    assertThat(store.end(effect("provision"), 3, EffectState.UNKNOWN, LATER, "?")).isTrue();
  }

  @Test
  void effects_of_other_runs_steps_and_names_are_others() {
    store.begin(effect("provision"), 1, NOW);
    store.begin(effect("migrate"), 1, LATER);
    store.begin(new Effect("other", StepRef.of("step", ""), "provision", "v"), 1, NOW);
    assertThat(store.of("run"))
        .extracting(row -> row.effect().name())
        .containsExactly("provision", "migrate");
  }

  @Test
  void a_row_stays_although_the_transaction_around_it_is_rolled_back() {
    new TransactionTemplate(database.manager)
        .executeWithoutResult(
            status -> {
              store.begin(effect("provision"), 1, NOW);
              status.setRollbackOnly();
            });
    assertThat(store.find(effect("provision"))).isPresent();
  }

  @Test
  void of_two_servers_with_one_attempt_one_begins() throws Exception {
    AtomicInteger began = new AtomicInteger();
    RecordStoreContract.inParallel(
        4,
        worker -> {
          if (store.begin(effect("provision"), 1, NOW)) {
            began.incrementAndGet();
          }
        });
    assertThat(began).hasValue(1);
  }

  private static Effect effect(String name) {
    return new Effect("run", StepRef.of("step", ""), name, "visit");
  }
}
