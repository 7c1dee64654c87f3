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
    assertThat(board.newestPoints())
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
    assertThat(board.safeUntil()).isEqualTo(Map.of("shop", Map.of("db", NOW.plusSeconds(2))));
  }

  @Test
  void systems_whose_points_rest_on_others_are_named() {
    point("shop", "1", 1, PointState.VERIFIED, Map.of());
    point("media", "1", 1, PointState.VERIFIED, new Lineage(NOW, List.of()).facts());
    assertThat(board.resting()).isEmpty();
    point("media", "2", 2, PointState.VERIFIED, new Lineage(NOW, List.of("1")).facts());
    assertThat(board.resting()).containsExactly("media");
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
    assertThat(board.drills()).extracting(Run::id).containsExactly("drill-4", "drill-2");
    assertThat(board.recoveries()).extracting(Run::id).containsExactly("incident-5");
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
