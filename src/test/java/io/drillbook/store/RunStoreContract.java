package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Place;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must hold about runs. */
abstract class RunStoreContract extends StoreContract {
  private JdbcRunStore store;

  @BeforeEach
  void openStore() {
    store = new JdbcRunStore(database.dataSource, database.manager);
  }

  @Test
  void a_run_reads_back_as_it_was_started() {
    Run run = run("incident-1", RunKind.INCIDENT, "shop", NOW);
    store.start(run);
    assertThat(store.find("incident-1")).contains(run);
    assertThat(store.find("incident-2")).isEmpty();
  }

  @Test
  void a_list_goes_on_behind_a_place_whatever_was_started_meanwhile() {
    for (String id : List.of("a", "b", "c", "d")) {
      store.start(run(id, RunKind.DRILL, "shop", id.equals("d") ? NOW.plusSeconds(1) : NOW));
    }
    store.start(run("other", RunKind.DRILL, "crm", NOW));
    Optional<String> shop = Optional.of("shop");
    Optional<RunKind> drill = Optional.of(RunKind.DRILL);
    assertThat(store.list(shop, drill, false, 2)).extracting(Run::id).containsExactly("d", "c");
    store.start(run("e", RunKind.DRILL, "shop", NOW.plusSeconds(2)));
    Place place = new Place(NOW, "c");
    assertThat(store.listAfter(place, shop, drill, false, 1))
        .extracting(Run::id)
        .containsExactly("b");
    assertThat(store.listAfter(place, Optional.empty(), Optional.empty(), true, 9))
        .extracting(Run::id)
        .containsExactly("b", "a");
  }

  @Test
  void runs_that_people_started_are_told_from_those_of_schedules() {
    store.start(run("by-hand", RunKind.BACKUP, "shop", NOW));
    database.jdbc().sql("update run set started_by = 'olga'").update();
    assertThat(store.startedByPeople("shop")).containsExactly("by-hand");
    database.jdbc().sql("update run set started_by = 'timer:backup'").update();
    assertThat(store.startedByPeople("shop")).isEmpty();
    assertThat(store.startedByPeople("crm")).isEmpty();
  }

  @Test
  void the_first_end_of_a_run_stands() {
    store.start(run("incident-1", RunKind.INCIDENT, "shop", NOW));
    store.end("incident-1", NOW.plusSeconds(60), Verdict.OBJECTIVE_MISSED);
    store.end("incident-1", NOW.plusSeconds(90), Verdict.SUCCEEDED);

    Run ended = store.find("incident-1").orElseThrow();
    assertThat(ended.endedAt()).contains(NOW.plusSeconds(60));
    assertThat(ended.verdict()).contains(Verdict.OBJECTIVE_MISSED);
  }

  @Test
  void runs_that_ended_in_a_period_come_page_by_page_in_the_order_of_their_ends() {
    for (int i = 1; i <= 7; i++) {
      store.start(run("drill-" + i, RunKind.DRILL, "shop", NOW));
      // Three of them ended at the same instant.
      store.end("drill-" + i, NOW.plusSeconds(i < 4 ? 10 : 20 - i), Verdict.SUCCEEDED);
    }
    store.start(run("drill-8", RunKind.DRILL, "shop", NOW));
    store.start(run("drill-9", RunKind.DRILL, "other", NOW));
    store.end("drill-9", NOW.plusSeconds(12), Verdict.SUCCEEDED);
    List<String> found = new ArrayList<>();
    Optional<Run> last = Optional.empty();
    List<Run> page;
    do {
      page = store.ended("shop", NOW.plusSeconds(10), NOW.plusSeconds(16), last, 2);
      page.forEach(run -> found.add(run.id()));
      last = page.stream().reduce((one, other) -> other);
    } while (!page.isEmpty());
    assertThat(found)
        .containsExactly("drill-1", "drill-2", "drill-3", "drill-7", "drill-6", "drill-5");
  }

  @Test
  void an_id_is_used_once_and_the_refusal_leaves_the_transaction_usable() {
    database.transaction.executeWithoutResult(
        status -> {
          store.start(run("drill-1", RunKind.DRILL, "shop", NOW));
          assertThatThrownBy(() -> store.start(run("drill-1", RunKind.DRILL, "other", NOW)))
              .isInstanceOf(Fault.class)
              .hasMessage("unable to start the run: 'drill-1'");
          store.start(run("drill-2", RunKind.DRILL, "shop", NOW));
        });
    assertThat(store.find("drill-1").orElseThrow().system()).isEqualTo("shop");
    assertThat(store.find("drill-2")).isPresent();
  }

  @Test
  void runs_are_listed_newest_first_and_by_system_kind_and_state() {
    store.start(run("backup-1", RunKind.BACKUP, "shop", NOW));
    store.start(run("backup-2", RunKind.BACKUP, "shop", NOW.plusSeconds(1)));
    store.start(run("drill-1", RunKind.DRILL, "shop", NOW.plusSeconds(2)));
    store.start(run("backup-3", RunKind.BACKUP, "other", NOW.plusSeconds(3)));
    store.end("backup-2", NOW.plusSeconds(9), Verdict.FAILED);

    assertThat(ids(Optional.empty(), Optional.empty(), false, 9))
        .containsExactly("backup-3", "drill-1", "backup-2", "backup-1");
    assertThat(ids(Optional.empty(), Optional.empty(), false, 2))
        .containsExactly("backup-3", "drill-1");
    assertThat(ids(Optional.of("shop"), Optional.of(RunKind.BACKUP), false, 9))
        .containsExactly("backup-2", "backup-1");
    assertThat(ids(Optional.of("shop"), Optional.empty(), true, 9))
        .containsExactly("drill-1", "backup-1");
  }

  @Test
  void the_last_run_that_ended_is_the_last_one_whatever_the_clock_said() {
    assertThat(store.lastEnded("shop", RunKind.BACKUP)).isEmpty();
    store.start(run("backup-ahead", RunKind.BACKUP, "shop", NOW.plus(Duration.ofDays(365))));
    store.end("backup-ahead", NOW.plus(Duration.ofDays(365)), Verdict.SUCCEEDED);
    store.start(run("backup-right", RunKind.BACKUP, "shop", NOW));
    store.start(run("drill-1", RunKind.DRILL, "shop", NOW.plusSeconds(1)));
    store.start(run("backup-other", RunKind.BACKUP, "other", NOW.plusSeconds(1)));
    store.start(run("backup-open", RunKind.BACKUP, "shop", NOW.plusSeconds(2)));
    for (String id : List.of("backup-right", "drill-1", "backup-other")) {
      store.end(id, NOW.plusSeconds(9), Verdict.FAILED);
    }

    assertThat(store.lastEnded("shop", RunKind.BACKUP).map(Run::id)).contains("backup-right");
    assertThat(store.lastEnded("shop", RunKind.DRILL).map(Run::id)).contains("drill-1");
  }

  @Test
  void a_run_vanishes_with_the_callers_rollback() {
    database.transaction.executeWithoutResult(
        status -> {
          store.start(run("drill-1", RunKind.DRILL, "shop", NOW));
          status.setRollbackOnly();
        });
    assertThat(store.find("drill-1")).isEmpty();
  }

  private List<String> ids(
      Optional<String> system, Optional<RunKind> kind, boolean openOnly, int limit) {
    return store.list(system, kind, openOnly, limit).stream().map(Run::id).toList();
  }

  private static Run run(String id, RunKind kind, String system, Instant startedAt) {
    return new Run(
        id,
        kind,
        system,
        kind == RunKind.BACKUP ? Optional.empty() : Optional.of(Scenario.SITE_DISASTER),
        startedAt.minusSeconds(120),
        startedAt,
        "timer:backup",
        Duration.ofMinutes(90),
        true,
        "digest",
        Optional.empty(),
        Optional.empty());
  }
}
