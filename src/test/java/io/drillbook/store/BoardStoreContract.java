package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.NewestPoint;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.BoardStore.Heartbeat;
import io.drillbook.spi.store.BoardStore.SafeData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database must hold about questions for all systems at once. */
@Timeout(60)
abstract class BoardStoreContract extends StoreContract {
  private static final List<String> SHOP = List.of("shop");

  private JdbcBoardStore board;
  private JdbcCatalogStore catalog;
  private JdbcRunStore runs;

  @BeforeEach
  void openStore() {
    board = new JdbcBoardStore(database.dataSource);
    catalog = new JdbcCatalogStore(database.dataSource, database.manager);
    runs = new JdbcRunStore(database.dataSource, database.manager);
  }

  @Test
  void the_newest_point_and_the_newest_proven_one_of_each_system_are_told() {
    point("shop", "1", 1, PointState.PROVEN, Map.of());
    point("shop", "2", 2, PointState.PROVEN, Map.of());
    point("shop", "3", 3, PointState.VERIFIED, Map.of());
    point("shop", "4", 4, PointState.BROKEN, Map.of());
    point("crm", "1", 9, PointState.SEALED, Map.of());
    assertThat(board.newestPoints(List.of("shop", "crm", "unknown")))
        .containsExactlyInAnyOrder(
            newest("shop", "3", 3, PointState.VERIFIED, false),
            newest("shop", "2", 2, PointState.PROVEN, true),
            newest("crm", "1", 9, PointState.SEALED, false));
  }

  @Test
  void data_is_safe_up_to_the_newest_usable_point_of_its_source() {
    point("shop", "1", 1, PointState.VERIFIED, Map.of());
    point("shop", "2", 2, PointState.SEALED, Map.of());
    point("shop", "3", 3, PointState.BROKEN, Map.of());
    assertThat(board.safeData(Map.of("shop", List.of("db", "media"), "crm", List.of("db"))))
        .containsExactly(new SafeData("shop", "db", "2", NOW.plusSeconds(2)));
  }

  @Test
  void systems_are_named_of_which_a_point_rests_on_one_that_cannot_be_used() {
    point("shop", "1", 1, PointState.VERIFIED, Map.of());
    point("media", "1", 1, PointState.VERIFIED, new Lineage(NOW, List.of()).facts());
    point("media", "2", 2, PointState.VERIFIED, new Lineage(NOW, List.of("1")).facts());
    point("wiki", "2", 2, PointState.VERIFIED, new Lineage(NOW, List.of("1")).facts());
    Map<String, List<String>> newest =
        Map.of("shop", List.of("1"), "media", List.of("2"), "wiki", List.of("2"));
    assertThat(board.restingOnBroken(newest)).as("its base is gone").containsExactly("wiki");
    catalog.setState("media", "1", PointState.BROKEN, NOW);
    assertThat(board.restingOnBroken(newest)).containsExactlyInAnyOrder("media", "wiki");
    assertThat(board.restingOnBroken(Map.of("media", List.of("1")))).isEmpty();
  }

  @Test
  void the_first_fact_of_an_outcome_is_told_of_each_run() {
    JdbcRecordStore record = new JdbcRecordStore(database.dataSource, database.manager);
    for (String run : List.of("drill-1", "drill-2", "drill-3")) {
      record.appendNow(run, fact(run, "1", "seen"));
      record.appendNow(run, fact(run, "2", "seen"));
      record.appendNow(run, fact(run, "3", "else"));
    }
    assertThat(board.facts(List.of("drill-1", "drill-3", "none"), "seen"))
        .isEqualTo(
            Map.of(
                "drill-1", fact("drill-1", "1", "seen"), "drill-3", fact("drill-3", "1", "seen")));
    assertThat(board.facts(List.of(), "seen")).isEmpty();
  }

  private static EntryDraft fact(String run, String step, String outcome) {
    return new EntryDraft(NOW, EntryKind.FACT, step, run, "somebody", 0, outcome, Map.of());
  }

  @Test
  void of_drills_the_newest_of_each_scenario_and_the_newest_passed_are_told() {
    ended("drill-1", RunKind.DRILL, 1, Verdict.SUCCEEDED);
    ended("drill-2", RunKind.DRILL, 2, Verdict.SUCCEEDED);
    ended("drill-3", RunKind.DRILL, 3, Verdict.FAILED);
    ended("drill-4", RunKind.DRILL, 4, Verdict.FAILED);
    ended("incident-5", RunKind.INCIDENT, 5, Verdict.OBJECTIVE_MISSED);
    ended("incident-6", RunKind.INCIDENT, 6, Verdict.ABANDONED);
    runs.start(run("drill-7", RunKind.DRILL, 7));
    assertThat(board.drills(SHOP)).extracting(Run::id).containsExactly("drill-4", "drill-2");
    assertThat(board.recoveries(SHOP)).extracting(Run::id).containsExactly("incident-5");
  }

  @Test
  void runs_that_go_on_are_told_with_how_far_their_record_is() {
    assertThat(board.lastStarted()).isZero();
    ended("drill-1", RunKind.DRILL, 1, Verdict.SUCCEEDED);
    runs.start(run("drill-2", RunKind.DRILL, 2));
    runs.start(run("drill-3", RunKind.DRILL, 3));
    JdbcRecordStore record = new JdbcRecordStore(database.dataSource, database.manager);
    record.appendNow(
        "drill-3", new EntryDraft(NOW, EntryKind.FACT, "", "", "somebody", 0, "seen", Map.of()));
    assertThat(board.goingOn())
        .isEqualTo(
            Map.of("drill-2", new Heartbeat("shop", 0), "drill-3", new Heartbeat("shop", 1)));
    assertThat(board.lastStarted()).isPositive();
  }

  private void point(
      String system, String point, int second, PointState state, Map<String, String> facts) {
    Instant at = NOW.plusSeconds(second);
    catalog.begin(system, point, "backup-" + point, at);
    catalog.saveCapture(
        system,
        point,
        new SourceCapture("db", "postgresql", at, facts, Map.of()),
        List.of(new Member("db", "db.0", "pgdump", 10, "aa", 30, "bb")));
    catalog.seal(system, point, at, List.of("primary"));
    catalog.setState(system, point, state, at.plusSeconds(60));
  }

  private static NewestPoint newest(
      String system, String point, int second, PointState state, boolean proven) {
    Instant at = NOW.plusSeconds(second);
    Instant since = state == PointState.SEALED ? at : at.plusSeconds(60);
    return new NewestPoint(system, point, at, state, since, proven);
  }

  private void ended(String id, RunKind kind, int second, Verdict verdict) {
    runs.start(run(id, kind, second));
    runs.end(id, NOW.plusSeconds(second + 30L), verdict);
  }

  private static Run run(String id, RunKind kind, int second) {
    Instant at = NOW.plusSeconds(second);
    return new Run(
        id,
        kind,
        "shop",
        Optional.of(Scenario.SERVER_FAILURE),
        at,
        at,
        "olga",
        Duration.ofHours(1),
        false,
        "digest",
        Optional.empty(),
        Optional.empty());
  }
}
