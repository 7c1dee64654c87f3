package io.drillbook.driver.check.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.check.CheckDriverContract;
import io.drillbook.spi.check.CheckDriver;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.TestStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqliteCheckTest extends CheckDriverContract {
  private static final String ENDLESS =
      "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n";

  private final CheckDriver driver = new SqlCheckDriver(reference -> Secret.of("none"));

  @TempDir Path bed;
  private Path file;

  @BeforeEach
  void make() throws SQLException {
    file = bed.resolve("what? #1.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
        Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute("create table orders (id)");
      statement.execute("insert into orders values (1), (2), (3)");
    }
  }

  @Override
  protected CheckDriver driver() {
    return driver;
  }

  @Override
  protected Settings good() {
    return ask("select count(*) from orders", "at-least", 3L);
  }

  @Override
  protected Settings bad() {
    return ask("select count(*) from orders", "at-least", 4L);
  }

  @Override
  protected Settings nonsense() {
    return new Settings(Map.of("source", "db", "query", "select 1"));
  }

  @Override
  protected Map<String, Settings> target() {
    return Map.of("db", new Settings(Map.of("path", file.toString())));
  }

  @Test
  void aQueryThatWritesFailsHereAndInWhatItAttaches() {
    CheckResult result = run(ask("delete from orders returning id", "at-least", 1L));
    assertThat(result.passed()).isFalse();
    assertThat(result.detail()).contains("readonly");
    Path other = bed.resolve("other.db");
    assertThat(run(ask("attach '" + other + "' as other", "at-least", 1L)).passed()).isFalse();
    assertThat(other).doesNotExist();
    assertThat(run(good()).passed()).isTrue();
  }

  @Test
  void aMissingFileFailsTheCheckAndIsNotMade() throws Exception {
    Files.delete(file);
    CheckResult result = run(good());
    assertThat(result.passed()).isFalse();
    assertThat(result.detail()).contains("no such file");
    assertThat(file).doesNotExist();
  }

  @Test
  void aQueryThatTakesTooLongFails() {
    Map<String, Object> values = new HashMap<>(ask(ENDLESS, "at-least", 1L).values());
    values.put("timeout", "1s");
    assertThat(run(new Settings(values)).passed()).isFalse();
  }

  @Test
  void cancellingEndsARunningQuery() {
    Cancellation cancellation = new Cancellation();
    var timer = Executors.newSingleThreadScheduledExecutor();
    var unused = timer.schedule(() -> cancellation.cancel("a test"), 500, TimeUnit.MILLISECONDS);
    assertThatThrownBy(
            () ->
                driver.run(
                    ask(ENDLESS, "at-least", 1L), target(), new TestStep("run", 1, cancellation)))
        .hasMessageContaining("a test");
    timer.shutdownNow();
  }

  private static Settings ask(String query, String key, Object value) {
    return new Settings(Map.of("source", "db", "query", query, key, value));
  }
}
