package io.drillbook.web;

import io.drillbook.bench.BoardStoreFill;
import io.drillbook.bench.ScanCounter;
import io.drillbook.config.CalendarCronTimes;
import io.drillbook.config.PlanFixture;
import io.drillbook.domain.path.PathWords;
import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.boot.StoreSchema;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcBoardStore;
import io.drillbook.store.JdbcCatalogStore;
import io.drillbook.store.JdbcCopyStore;
import io.drillbook.store.JdbcLogStore;
import io.drillbook.store.JdbcOwedStore;
import io.drillbook.store.JdbcProgressStore;
import io.drillbook.store.JdbcReadinessStore;
import io.drillbook.store.JdbcRecordStore;
import io.drillbook.store.JdbcRetentionStore;
import io.drillbook.store.JdbcRunStore;
import io.drillbook.store.JdbcScheduleStore;
import io.drillbook.usecase.board.ListSystems;
import io.drillbook.usecase.board.ShowBoard;
import io.drillbook.usecase.board.ShowSystem;
import io.drillbook.usecase.check.ListCopies;
import io.drillbook.usecase.incident.ForecastRecovery;
import io.drillbook.usecase.incident.ListRuns;
import io.drillbook.usecase.incident.ShowProgress;
import io.drillbook.usecase.incident.ShowRun;
import io.drillbook.usecase.log.SafeUntil;
import io.drillbook.usecase.readiness.ListKeys;
import io.drillbook.usecase.readiness.ListSchedules;
import io.drillbook.usecase.readiness.ProbeVaults;
import io.drillbook.usecase.readiness.ProofOfDrills;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.ShowStatus;
import io.drillbook.usecase.readiness.TakeFingerprint;
import io.drillbook.usecase.retention.PlanExpiry;
import io.drillbook.usecase.retention.RecallHolds;
import io.drillbook.usecase.retention.ShowPoints;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.mockito.Mockito;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The pages of a system with many recovery points and of a run with many activities. */
final class LargeBed implements AutoCloseable {
  final ScanCounter counter;
  final PageController runs;
  final SystemController systems;
  final PointsController points;
  final ShowController api;
  private final JdbcConnectionPool database =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
  private final Clock clock = Clock.systemUTC();
  private final ProtectionPlan plan = PlanFixture.of(BoardStoreFill.LARGE);
  private final Plans plans = Mockito.mock(Plans.class);

  LargeBed(int pointsOfTheSystem, int activities, Path keyFolder) throws Exception {
    Mockito.when(plans.all()).thenReturn(List.of(plan));
    Mockito.when(plans.plan(plan.system())).thenReturn(plan);
    StoreSchema.migrate(database);
    new BoardStoreFill(database, 1, 10 * pointsOfTheSystem, activities).fill();
    counter = new ScanCounter(database);
    JdbcTransactionManager manager = new JdbcTransactionManager(counter.dataSource());
    JdbcRunStore runStore = new JdbcRunStore(counter.dataSource(), manager);
    JdbcRecordStore records = new JdbcRecordStore(counter.dataSource(), manager);
    JdbcProgressStore progressStore = new JdbcProgressStore(counter.dataSource(), manager);
    JdbcCatalogStore catalog = new JdbcCatalogStore(counter.dataSource(), manager);
    JdbcRetentionStore retention = new JdbcRetentionStore(counter.dataSource(), manager);
    JdbcOwedStore owed = new JdbcOwedStore(counter.dataSource(), manager);
    KeyRing keys = TestKeys.ring(keyFolder, clock);
    Vaults noVaults = Mockito.mock(Vaults.class);
    ProbeVaults probe = new ProbeVaults(Map.of(), noVaults, plans, clock);
    ShowRun showRun = new ShowRun(runStore, records, progressStore, plans, clock);
    ShowProgress progress = new ShowProgress(runStore, records, progressStore, catalog, clock);
    PathWords everything = new PathWords(List.of("all"), "standby", "no", true, "because");
    ForecastRecovery forecast =
        new ForecastRecovery(
            plans,
            runStore,
            records,
            catalog,
            progress,
            (it, scenario, answer) -> RecoveryPath.of(it, scenario, everything),
            clock);
    ShowStatus status =
        new ShowStatus(
            plans,
            catalog,
            new SafeUntil(new JdbcLogStore(counter.dataSource(), manager)),
            runStore,
            new CalendarCronTimes(),
            probe,
            new ListCopies(
                catalog, new JdbcCopyStore(counter.dataSource(), manager), retention, clock),
            owed,
            clock);
    ShowReadiness readiness =
        new ShowReadiness(
            plans,
            new JdbcReadinessStore(counter.dataSource(), manager),
            new TakeFingerprint(() -> "models", () -> "program", new ListKeys(keys, plans, clock)),
            new ProofOfDrills(runStore, records, clock),
            clock);
    ShowPoints showPoints =
        new ShowPoints(
            plans,
            new PlanExpiry(
                catalog,
                retention,
                runStore,
                noVaults,
                new RecallHolds(noVaults, keys, retention),
                new CalendarCronTimes(),
                clock),
            retention,
            clock);
    ShowBoard board =
        new ShowBoard(
            plans,
            new JdbcBoardStore(counter.dataSource()),
            runStore,
            showRun,
            status,
            readiness,
            probe,
            owed,
            new CalendarCronTimes(),
            clock);
    ListRuns list = new ListRuns(runStore);
    runs = new PageController(showRun, forecast, new Models());
    systems =
        new SystemController(
            new ShowSystem(
                board,
                status,
                showPoints,
                showRun,
                list,
                forecast,
                new ListSchedules(
                    plans,
                    new JdbcScheduleStore(counter.dataSource(), manager),
                    new CalendarCronTimes(),
                    clock),
                clock));
    points = new PointsController(showPoints, status, null, null);
    ListSystems listSystems =
        new ListSystems(plans, status, readiness, new JdbcBoardStore(counter.dataSource()));
    api = new ShowController(status, showRun, list, probe, progress, readiness, listSystems);
  }

  @Override
  public void close() {
    database.dispose();
  }
}
