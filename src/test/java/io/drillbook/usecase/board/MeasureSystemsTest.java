package io.drillbook.usecase.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.log.LogState;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.LogStore;
import io.drillbook.store.JdbcBoardStore;
import io.drillbook.store.JdbcCatalogStore;
import io.drillbook.store.JdbcLogStore;
import io.drillbook.store.JdbcRunStore;
import io.drillbook.store.MigratedSchema;
import io.drillbook.usecase.log.SafeUntil;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;

class MeasureSystemsTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private JdbcConnectionPool database;
  private CatalogStore catalog;
  private LogStore logs;

  @BeforeEach
  void open() {
    database =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    MigratedSchema.copyTo(database);
    JdbcTransactionManager manager = new JdbcTransactionManager(database);
    catalog = new JdbcCatalogStore(database, manager);
    logs = new JdbcLogStore(database, manager);
    point("1", 600, Map.of());
  }

  @AfterEach
  void close() {
    database.dispose();
  }

  @Test
  void aLogThatIsKeptCountsAlsoWhereThePointsOfTheSystemRestOnABrokenOne() {
    logs.save("shop", "db", LogState.none(NOW).safe(NOW.minusSeconds(5)));
    assertThat(until()).isEqualTo(NOW.minusSeconds(5));
    point("2", 60, new Lineage(NOW, List.of("gone")).facts());
    assertThat(until()).as("its newest point cannot be used").isEqualTo(NOW.minusSeconds(5));
    logs.save("shop", "db", LogState.none(NOW).safe(NOW.minusSeconds(5)).lost(NOW, "a piece", ""));
    assertThat(until()).as("the log has a hole").isEqualTo(NOW.minusSeconds(600));
  }

  private Instant until() {
    return new MeasureSystems(
            PlanFixture.plans(),
            new JdbcBoardStore(database),
            new JdbcRunStore(database, new JdbcTransactionManager(database)),
            catalog,
            new SafeUntil(logs),
            clock)
        .measure()
        .source("shop", "db")
        .orElseThrow()
        .until();
  }

  private void point(String point, int secondsAgo, Map<String, String> facts) {
    Instant at = NOW.minusSeconds(secondsAgo);
    catalog.begin("shop", point, "backup-" + point, at);
    catalog.saveCapture(
        "shop",
        point,
        new SourceCapture("db", "postgresql", at, facts, Map.of()),
        List.of(new Member("db", "db.0", "pgdump", 10, "aa", 30, "bb")));
    catalog.seal("shop", point, at, List.of("primary"));
  }
}
