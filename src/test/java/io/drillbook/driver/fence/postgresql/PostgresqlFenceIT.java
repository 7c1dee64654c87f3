package io.drillbook.driver.fence.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.fence.FenceDriverContract;
import io.drillbook.spi.cutover.FenceDriver;
import io.drillbook.spi.cutover.FenceState;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.spi.secret.Secret;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestStep;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fence around a database of a real server; the application owns it, as it often does. */
class PostgresqlFenceIT extends FenceDriverContract {
  private static PostgresCluster cluster;

  @BeforeAll
  static void start() {
    cluster = PostgresCluster.start();
    cluster.sql("postgres", "create role app login password 'app-secret'");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void freshDatabase() {
    cluster.sql(
        "postgres", "drop database if exists shop with (force)", "create database shop owner app");
    cluster.sql("shop", "create table orders (item text)", "alter table orders owner to app");
  }

  @Override
  protected FenceDriver driver() {
    return new PostgresqlFenceDriver(reference -> Secret.of(reference.name()));
  }

  @Override
  protected Settings settings() {
    return settings(cluster.url("shop"), Map.of());
  }

  @Override
  protected Settings unreachable() {
    return settings("postgresql://127.0.0.1:1/shop", Map.of());
  }

  @Override
  protected Hold silence() {
    return Hold.GONE;
  }

  @Override
  protected boolean writes() {
    try (Connection app = application()) {
      insert(app);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void theApplicationThatIsInsideIsPutOut() throws SQLException {
    try (Connection inside = application()) {
      insert(inside);
      assertThat(fence()).isEqualTo(Hold.FENCED);
      assertThatThrownBy(() -> insert(inside)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void theFenceSurvivesARestartOfTheServer() {
    fence();
    cluster.stop();
    cluster.startAgain();
    assertThat(driver().inspect(settings()).hold()).isEqualTo(Hold.FENCED);
    assertThat(writes()).isFalse();
  }

  @Test
  void whatWasThereBeforeIsPutBack() {
    cluster.sql(
        "postgres",
        "alter database shop connection limit 7",
        "alter database shop set default_transaction_read_only to off");
    fence();
    driver().lift(settings(), TestStep.first());
    assertThat(limit()).isEqualTo("7");
    assertThat(configured()).isEqualTo("default_transaction_read_only=off");
  }

  @Test
  void aFenceThatSomebodyElseMadeIsLeftAlone() {
    cluster.sql("postgres", "alter database shop connection limit 0");
    assertFault(() -> driver().lift(settings(), TestStep.first()), FaultCode.FENCE_FAILED);
    assertThat(limit()).isEqualTo("0");
  }

  @Test
  void aFenceThatSomebodyOpensAgainIsSeen() {
    fence();
    cluster.sql("postgres", "alter database shop connection limit -1");
    assertThat(driver().inspect(settings()).hold()).isEqualTo(Hold.OPEN);
    assertThat(fence()).isEqualTo(Hold.FENCED);
    driver().lift(settings(), TestStep.first());
    assertThat(limit()).isEqualTo("-1");
    assertThat(configured()).isEmpty();
  }

  @Test
  void theAdministratorStillReadsButDoesNotWriteByMistake() throws SQLException {
    fence();
    try (Connection admin = cluster.connect("shop")) {
      assertThat(cluster.query("shop", "select count(*) from orders")).isEqualTo("0");
      assertThatThrownBy(() -> insert(admin)).hasMessageContaining("read-only");
    }
  }

  @Test
  void theProbeIsTheApplicationsOwnLogin() {
    FenceState state = driver().fence(settings(), List.of(), TestStep.first());
    assertThat(state.detail()).contains("'app' is kept out");
  }

  @Test
  void withoutAProbeTheAdministratorTries() {
    Map<String, Object> values = new HashMap<>(settings().values());
    values.remove("probe-username");
    values.remove("probe-password");
    FenceState state = driver().fence(new Settings(values), List.of(), TestStep.first());
    assertThat(state.hold()).isEqualTo(Hold.FENCED);
    assertThat(state.detail()).contains("a write by 'postgres' was refused");
  }

  @Test
  void theRecoverysOwnTargetIsRefusedUnderAnotherName() {
    Settings target = settings("postgresql://localhost:" + cluster.port() + "/shop", Map.of());
    assertFault(
        () -> driver().fence(settings(), List.of(target), TestStep.first()), FaultCode.NOT_ALLOWED);
    assertThat(writes()).isTrue();
  }

  @Test
  void aTargetThatDoesNotSayWhatItIsStopsTheFence() {
    assertFault(
        () -> driver().fence(settings(), List.of(unreachable()), TestStep.first()),
        FaultCode.FENCE_UNKNOWN);
    assertThat(writes()).isTrue();
  }

  @Test
  void aPhysicalCopyOfTheClusterIsNoReasonToRefuse() {
    try (PostgresCluster copy = cluster.physicalCopy()) {
      Settings target = settings(copy.url("shop"), Map.of());
      assertThat(driver().fence(settings(), List.of(target), TestStep.first()).hold())
          .isEqualTo(Hold.FENCED);
      assertThat(driver().inspect(target).hold()).isEqualTo(Hold.OPEN);
    }
  }

  @Test
  void aServerWithoutTheDatabaseTakesNoWritesIntoIt() {
    Settings lost = settings(cluster.url("lost"), Map.of());
    assertThat(driver().inspect(lost).hold()).isEqualTo(Hold.FENCED);
  }

  @Test
  void aLoginThatIsRefusedProvesNothing() {
    Settings wrong = settings(cluster.url("shop"), Map.of("password", secret("not-the-password")));
    assertThat(driver().inspect(wrong).hold()).isEqualTo(Hold.UNKNOWN);
    assertFault(() -> driver().fence(wrong, List.of(), TestStep.first()), FaultCode.FENCE_FAILED);
  }

  private static Settings settings(String url, Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>();
    values.put("url", url);
    values.put("username", PostgresCluster.SUPERUSER);
    values.put("password", secret(PostgresCluster.PASSWORD));
    values.put("probe-username", "app");
    values.put("probe-password", secret("app-secret"));
    values.putAll(more);
    return new Settings(values);
  }

  private static SecretReference secret(String value) {
    return new SecretReference("test", value);
  }

  private static Connection application() throws SQLException {
    return DriverManager.getConnection(cluster.jdbcUrl("shop"), "app", "app-secret");
  }

  private static void insert(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("insert into orders values ('one')");
    }
  }

  private static String limit() {
    return cluster.query("postgres", "select datconnlimit from pg_database where datname = 'shop'");
  }

  private static String configured() {
    return cluster.query(
        "postgres",
        "select unnest(setconfig) from pg_db_role_setting s join pg_database d"
            + " on d.oid = s.setdatabase where datname = 'shop'");
  }
}
