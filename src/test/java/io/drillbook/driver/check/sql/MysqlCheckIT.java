package io.drillbook.driver.check.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.check.CheckDriverContract;
import io.drillbook.spi.check.CheckDriver;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.MariadbServer;
import io.drillbook.testbed.TestBed;
import io.drillbook.testbed.TestStep;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MysqlCheckIT extends CheckDriverContract {
  private static final MariadbServer SERVER = TestBed.mariadb();
  private static final String DATABASE = "sql check `1`";

  private final CheckDriver driver = new SqlCheckDriver(MariadbServer.secrets());

  @BeforeAll
  static void make() {
    SERVER.sql("", "create or replace database " + MariadbServer.quoted(DATABASE));
    SERVER.sql(DATABASE, "create table orders (id int)", "insert into orders values (1), (2), (3)");
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
    return Map.of("db", SERVER.settings(DATABASE));
  }

  @Test
  void aQueryThatWritesFailsAndChangesNothing() {
    for (String query :
        new String[] {
          "delete from orders returning id", "drop table orders", "select 1; delete from orders"
        }) {
      CheckResult result = run(ask(query, "at-least", 1L));
      assertThat(result.passed()).as(query).isFalse();
    }
    assertThat(run(good()).passed()).isTrue();
  }

  @Test
  void aQueryThatTakesTooLongFails() {
    Map<String, Object> values = new HashMap<>(ask("select sleep(60)", "equals", "0").values());
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
                    ask("select sleep(300)", "equals", ""),
                    target(),
                    new TestStep("run", 1, cancellation)))
        .hasMessageContaining("a test");
    timer.shutdownNow();
  }

  @Test
  void aWrongPasswordFailsTheCheckWithoutShowingIt() {
    CheckResult wrong =
        new SqlCheckDriver(reference -> Secret.of("wrong-one"))
            .run(good(), target(), TestStep.first());
    assertThat(wrong.passed()).isFalse();
    assertThat(wrong.detail()).contains("Access denied").doesNotContain("wrong-one");
  }

  private static Settings ask(String query, String key, Object value) {
    return new Settings(Map.of("source", "db", "query", query, key, value));
  }
}
