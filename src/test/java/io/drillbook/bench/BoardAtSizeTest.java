package io.drillbook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.CalendarCronTimes;
import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.boot.StoreSchema;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcBoardStore;
import io.drillbook.store.JdbcCatalogStore;
import io.drillbook.store.JdbcLogStore;
import io.drillbook.store.JdbcOwedStore;
import io.drillbook.store.JdbcProgressStore;
import io.drillbook.store.JdbcReadinessStore;
import io.drillbook.store.JdbcRecordStore;
import io.drillbook.store.JdbcRunStore;
import io.drillbook.usecase.board.Board;
import io.drillbook.usecase.board.ListSystems;
import io.drillbook.usecase.board.MeasureSystems;
import io.drillbook.usecase.board.ShowBoard;
import io.drillbook.usecase.board.WatchRuns;
import io.drillbook.usecase.incident.ShowRun;
import io.drillbook.usecase.log.SafeUntil;
import io.drillbook.usecase.readiness.ListKeys;
import io.drillbook.usecase.readiness.ProbeVaults;
import io.drillbook.usecase.readiness.ProofOfDrills;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.ShowStatus;
import io.drillbook.usecase.readiness.TakeFingerprint;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * With ten times the recovery points, runs and records the board asks no more questions, and the
 * database looks at no more rows; with more systems at no more than each of them needs.
 */
class BoardAtSizeTest {
  private static final int FEW = 5;
  private static final int MANY = 20;

  /** What an ended run is counted from; the one question of metrics that reads an index whole. */
  private static final String COUNTED = "group by system, kind, verdict";

  private final Clock clock = Clock.systemUTC();
  @TempDir Path folder;

  private record Asked(int statements, Map<String, Long> scanned) {
    long rows() {
      return scanned.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  @Test
  void theBoardDoesNotGrowWithPointsRunsAndRecords() throws Exception {
    Asked few = ask(FEW, 20, this::board);
    Asked more = ask(FEW, 200, this::board);
    assertThat(more.statements()).isEqualTo(few.statements());
    assertThat(more.rows())
        .as(more.scanned() + " against " + few.scanned())
        .isLessThanOrEqualTo(few.rows());
  }

  @Test
  void theBoardAsksNoMoreOfMoreSystems() throws Exception {
    Asked few = ask(FEW, 20, this::board);
    Asked many = ask(MANY, 20, this::board);
    assertThat(many.statements()).isEqualTo(few.statements());
    assertThat(many.rows()).isLessThanOrEqualTo(few.rows() * MANY / FEW);
  }

  @Test
  void howSystemsStandIsAskedOnceForAllThatAreListed() throws Exception {
    Asked few = ask(FEW, 20, this::list);
    Asked many = ask(MANY, 20, this::list);
    assertThat(many.statements()).isEqualTo(few.statements());
  }

  @Test
  void whatPagesAreToldOfAndMetricsMeasureIsNotReadFromAllRuns() throws Exception {
    Asked few = ask(FEW, 20, this::watchAndMeasure);
    Asked more = ask(FEW, 200, this::watchAndMeasure);
    assertThat(more.statements()).isEqualTo(few.statements());
    few.scanned().keySet().removeIf(sql -> sql.contains(COUNTED));
    more.scanned().keySet().removeIf(sql -> sql.contains(COUNTED));
    assertThat(more.rows())
        .as(more.scanned() + " against " + few.scanned())
        .isLessThanOrEqualTo(few.rows());
  }

  private Asked ask(int systems, int pointsEach, Work work) throws Exception {
    JdbcConnectionPool database =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    try {
      StoreSchema.migrate(database);
      new BoardStoreFill(database, systems, systems * pointsEach, 20).fill();
      ScanCounter counter = new ScanCounter(database);
      work.on(counter.dataSource(), plans(systems));
      return new Asked(counter.statements(), counter.scanned());
    } finally {
      database.dispose();
    }
  }

  private interface Work {
    void on(DataSource database, Plans plans) throws Exception;
  }

  /** What else is told of each is asked for each. */
  private void list(DataSource database, Plans plans) {
    JdbcTransactionManager manager = new JdbcTransactionManager(database);
    JdbcRunStore runs = new JdbcRunStore(database, manager);
    JdbcRecordStore records = new JdbcRecordStore(database, manager);
    ShowStatus status = Mockito.mock(ShowStatus.class);
    List<String> systems = plans.all().stream().map(ProtectionPlan::system).toList();
    new ListSystems(
            plans,
            status,
            readiness(database, manager, plans, runs, records),
            new JdbcBoardStore(database))
        .of(systems);
    systems.forEach(system -> Mockito.verify(status).find(system));
  }

  private ShowReadiness readiness(
      DataSource database,
      JdbcTransactionManager manager,
      Plans plans,
      JdbcRunStore runs,
      JdbcRecordStore records) {
    ListKeys keys = new ListKeys(TestKeys.ring(folder, clock), plans, clock);
    return new ShowReadiness(
        plans,
        new JdbcReadinessStore(database, manager),
        new TakeFingerprint(() -> "models", () -> "program", keys),
        new ProofOfDrills(runs, records, clock),
        clock);
  }

  private void board(DataSource database, Plans plans) {
    JdbcTransactionManager manager = new JdbcTransactionManager(database);
    JdbcRunStore runs = new JdbcRunStore(database, manager);
    JdbcRecordStore records = new JdbcRecordStore(database, manager);
    ShowBoard show =
        new ShowBoard(
            plans,
            new JdbcBoardStore(database),
            runs,
            new ShowRun(runs, records, new JdbcProgressStore(database, manager), plans, clock),
            Mockito.mock(ShowStatus.class),
            readiness(database, manager, plans, runs, records),
            new ProbeVaults(Map.of(), Mockito.mock(Vaults.class), plans, clock),
            new JdbcOwedStore(database, manager),
            new CalendarCronTimes(),
            clock);
    Board board = show.show();
    assertThat(board.lines()).hasSize(plans.all().size());
    assertThat(board.lines())
        .allSatisfy(
            line -> {
              assertThat(line.newest()).isPresent();
              assertThat(line.proven()).isPresent();
              assertThat(line.last()).isPresent();
              assertThat(line.sources()).anyMatch(source -> source.dataTime().isPresent());
            });
  }

  private void watchAndMeasure(DataSource database, Plans plans) {
    JdbcTransactionManager manager = new JdbcTransactionManager(database);
    JdbcBoardStore board = new JdbcBoardStore(database);
    assertThat(new WatchRuns(board, plans).look().any()).isTrue();
    MeasureSystems measure =
        new MeasureSystems(
            plans,
            board,
            new JdbcRunStore(database, manager),
            new JdbcCatalogStore(database, manager),
            new SafeUntil(new JdbcLogStore(database, manager)),
            clock);
    assertThat(measure.measure().source("s001", "db").orElseThrow().bytes()).isPositive();
    assertThat(measure.measure().ended().get("s001")).isNotEmpty();
  }

  private static Plans plans(int systems) {
    List<ProtectionPlan> all =
        IntStream.range(0, systems).mapToObj("s%03d"::formatted).map(PlanFixture::of).toList();
    return new Plans() {
      @Override
      public ProtectionPlan plan(String system) {
        return all.stream().filter(it -> it.system().equals(system)).findFirst().orElseThrow();
      }

      @Override
      public List<ProtectionPlan> all() {
        return all;
      }

      @Override
      public List<String> problems() {
        return List.of();
      }

      @Override
      public void onChange(Consumer<ProtectionPlan> listener) {
        // these plans never change
      }
    };
  }
}
