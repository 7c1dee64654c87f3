package io.drillbook.assembly;

import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.OwedStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.store.JdbcBoardStore;
import io.drillbook.usecase.board.ListSystems;
import io.drillbook.usecase.board.MeasureSystems;
import io.drillbook.usecase.board.ShowBoard;
import io.drillbook.usecase.board.ShowSystem;
import io.drillbook.usecase.board.WatchRuns;
import io.drillbook.usecase.incident.ForecastRecovery;
import io.drillbook.usecase.incident.ListRuns;
import io.drillbook.usecase.incident.ShowRun;
import io.drillbook.usecase.log.SafeUntil;
import io.drillbook.usecase.readiness.ListSchedules;
import io.drillbook.usecase.readiness.ProbeVaults;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.ShowStatus;
import io.drillbook.usecase.retention.ShowPoints;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The situation board, as beans. */
@Configuration(proxyBeanMethods = false)
class BoardAssembly {
  @Bean
  BoardStore boardStore(DataSource database) {
    return new JdbcBoardStore(database);
  }

  @Bean
  ShowBoard showBoard(
      Plans plans,
      BoardStore board,
      RunStore runs,
      ShowRun showRun,
      ShowStatus status,
      ShowReadiness readiness,
      ProbeVaults vaults,
      OwedStore owed,
      CronTimes times,
      Clock clock) {
    return new ShowBoard(
        plans, board, runs, showRun, status, readiness, vaults, owed, times, clock);
  }

  @Bean
  ListSystems listSystems(
      Plans plans, ShowStatus status, ShowReadiness readiness, BoardStore board) {
    return new ListSystems(plans, status, readiness, board);
  }

  @Bean
  ShowSystem showSystem(
      ShowBoard board,
      ShowStatus status,
      ShowPoints points,
      ShowRun showRun,
      ListRuns runs,
      ForecastRecovery forecast,
      ListSchedules schedules,
      Clock clock) {
    return new ShowSystem(board, status, points, showRun, runs, forecast, schedules, clock);
  }

  @Bean
  MeasureSystems measureSystems(
      Plans plans,
      BoardStore board,
      RunStore runs,
      CatalogStore catalog,
      SafeUntil safe,
      Clock clock) {
    return new MeasureSystems(plans, board, runs, catalog, safe, clock);
  }

  @Bean
  WatchRuns watchRuns(BoardStore board, Plans plans) {
    return new WatchRuns(board, plans);
  }
}
