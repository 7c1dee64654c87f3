package io.drillbook.driver.check.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.demo.PrivatePostgres;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.check.CheckDriverContract;
import io.drillbook.spi.check.CheckDriver;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.TestStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

class SqlCheckIT extends CheckDriverContract {
  private static final String PASSWORD = "s3cret-of-the-test";
  private static Path home;
  private static PrivatePostgres cluster;

  private final CheckDriver driver = new SqlCheckDriver(reference -> Secret.of(PASSWORD));

  @BeforeAll
  static void start() throws Exception {
    home = Files.createTempDirectory(Path.of("/tmp"), "dbsql");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
    cluster = PrivatePostgres.start("sql check", home.resolve("pg"), PASSWORD);
    cluster.execute(
        "postgres",
        "create table orders (id int, note text)",
        "insert into orders select n, 'note ' || n from generate_series(1, 7) n");
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
    FileSystemUtils.deleteRecursively(home);
  }

  @Override
  protected CheckDriver driver() {
    return driver;
  }

  @Override
  protected Settings good() {
    return ask("select count(*) from orders", "at-least", 7L);
  }

  @Override
  protected Settings bad() {
    return ask("select count(*) from orders", "at-least", 8L);
  }

  @Override
  protected Settings nonsense() {
    return new Settings(Map.of("source", "db", "query", "select 1"));
  }

  @Override
  protected Map<String, Settings> target() {
    return target(cluster.url("postgres"));
  }

  @Test
  void aRestoredClusterIsFoundByItsPort() {
    Settings address = target(cluster.url("postgres")).get("db");
    Map<String, Object> values = new HashMap<>(address.values());
    values.remove("url");
    values.put("port", Long.valueOf(cluster.url("postgres").replaceAll(".*:(\\d+)/.*", "$1")));
    values.put("database", "postgres");
    Map<String, Settings> target = Map.of("db", new Settings(values));
    CheckResult result =
        driver.run(ask("select count(*) from orders", "equals", "7"), target, TestStep.first());
    assertThat(result.passed()).as(result.toString()).isTrue();
  }

  @Test
  void eachComparisonHoldsAtItsEdgeAndFailsBeyond() {
    assertThat(run(ask("select 7", "at-most", 7L)).passed()).isTrue();
    assertThat(run(ask("select 8", "at-most", 7L)).passed()).isFalse();
    assertThat(run(ask("select 7.0", "equals", "7")).passed()).isTrue();
    assertThat(run(ask("select 'x'", "equals", "x")).passed()).isTrue();
    assertThat(run(ask("select 'y'", "equals", "x")).passed()).isFalse();
    assertThat(run(ask("select 'many'", "at-least", 1L)).passed()).isFalse();
  }

  @Test
  void noRowAndNullNeverPass() {
    assertThat(run(ask("select id from orders where id > 99", "at-most", 5L)).passed()).isFalse();
    assertThat(run(ask("select max(id) from orders where id > 99", "at-most", 5L)).passed())
        .isFalse();
  }

  @Test
  void aQueryThatWritesFailsAndChangesNothing() throws Exception {
    CheckResult result = run(ask("delete from orders where id = 1 returning id", "equals", "1"));
    assertThat(result.passed()).isFalse();
    assertThat(result.detail()).contains("read-only");
    assertThat(run(ask("commit; delete from orders returning id", "equals", "1")).passed())
        .isFalse();
    try (var connection = cluster.connect("postgres");
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from orders")) {
      row.next();
      assertThat(row.getInt(1)).isEqualTo(7);
    }
  }

  @Test
  void aQueryThatTakesTooLongFails() {
    Map<String, Object> values = new HashMap<>(ask("select pg_sleep(30)", "equals", "").values());
    values.put("timeout", "1s");
    Instant began = Instant.now();
    assertThat(run(new Settings(values)).passed()).isFalse();
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void cancellingEndsARunningQuery() {
    Cancellation cancellation = new Cancellation();
    var timer = Executors.newSingleThreadScheduledExecutor();
    var unused = timer.schedule(() -> cancellation.cancel("a test"), 500, TimeUnit.MILLISECONDS);
    Instant began = Instant.now();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                driver.run(
                    ask("select pg_sleep(30)", "equals", ""),
                    target(),
                    new TestStep("run", 1, cancellation)))
        .hasMessageContaining("a test");
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
    timer.shutdownNow();
  }

  @Test
  void aWrongPasswordAndAnAbsentServerFailTheCheckWithoutShowingThePassword() {
    CheckResult wrong =
        new SqlCheckDriver(reference -> Secret.of("wrong-one"))
            .run(good(), target(), TestStep.first());
    assertThat(wrong.passed()).isFalse();
    assertThat(wrong.detail()).contains("password").doesNotContain("wrong-one");
    CheckResult absent =
        driver.run(good(), target("postgresql://127.0.0.1:1/postgres"), TestStep.first());
    assertThat(absent.passed()).isFalse();
    assertThat(absent.detail()).doesNotContain(PASSWORD);
  }

  private static Map<String, Settings> target(String url) {
    return Map.of(
        "db",
        new Settings(
            Map.of(
                "url",
                url,
                "username",
                "postgres",
                "password",
                new SecretReference("environment", "DB_PASSWORD"))));
  }

  private static Settings ask(String query, String key, Object value) {
    return new Settings(Map.of("source", "db", "query", query, key, value));
  }
}
