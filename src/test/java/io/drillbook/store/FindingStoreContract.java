package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.finding.DrillFinding.Closure;
import io.drillbook.domain.finding.DrillFinding.Severity;
import io.drillbook.domain.record.Place;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must hold about findings. */
@Timeout(60)
abstract class FindingStoreContract extends StoreContract {
  private JdbcFindingStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcFindingStore(database.dataSource, database.manager);
  }

  @Test
  void a_finding_comes_back_as_it_was_written_and_is_closed_once() {
    DrillFinding finding = finding("f-1", "shop");
    store.add(finding);
    store.add(finding("f-2", "other"));
    assertThat(store.find("f-1")).contains(finding);
    assertThat(store.open("shop")).containsExactly(finding);

    Closure closure = new Closure(NOW.plusSeconds(60), "olga", "the sandbox was moved");
    assertThat(store.close("f-1", closure)).isTrue();
    assertThat(store.close("f-1", new Closure(NOW, "otto", "again"))).isFalse();
    assertThat(store.close("f-9", closure)).isFalse();
    assertThat(store.open("shop")).isEmpty();
    assertThat(store.find("f-1").orElseThrow().closure()).contains(closure);
    assertThat(store.newest(Optional.of("shop"), 9)).hasSize(1);
    assertThat(store.newest(Optional.empty(), 9)).hasSize(2);
    assertThat(store.newest(Optional.empty(), Optional.empty(), false, 9))
        .extracting(DrillFinding::id)
        .doesNotContain("f-1");
    DrillFinding last = store.newest(Optional.empty(), 9).get(0);
    Place place = new Place(last.openedAt(), last.id());
    assertThat(store.newest(Optional.of(place), Optional.empty(), true, 9))
        .hasSize(1)
        .doesNotContain(last);
  }

  @Test
  void a_finding_whose_transaction_is_rolled_back_was_never_there() {
    database.transaction.executeWithoutResult(
        status -> {
          store.add(finding("f-1", "shop"));
          status.setRollbackOnly();
        });
    assertThat(store.open("shop")).isEmpty();
  }

  private static DrillFinding finding(String id, String system) {
    return new DrillFinding(
        id,
        system,
        "database-corruption",
        "serviceTask_restoreSource",
        "Restore source: überfüllt",
        Severity.INCIDENT,
        "drill-1",
        "owner@example.com",
        NOW,
        NOW.plus(Duration.ofDays(3)),
        Optional.empty());
  }
}
