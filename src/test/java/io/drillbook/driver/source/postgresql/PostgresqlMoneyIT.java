package io.drillbook.driver.source.postgresql;

import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.SECRETS;
import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Amounts are text in a dump, and 1.234,56 means something else elsewhere. */
@Tag("long")
class PostgresqlMoneyIT {
  private static final String AMOUNTS =
      "select string_agg(m::numeric::text, ' ' order by id) from pay";

  @Test
  void amountsStayWhatTheyAreWhereOtherSignsDivideThem() {
    try (PostgresCluster german = PostgresCluster.withLocale("de_DE")) {
      german.sql(
          "postgres",
          "create database pay",
          "alter system set lc_monetary = 'de_DE.UTF-8'",
          "select pg_reload_conf()",
          "select pg_sleep(0.5)");
      german.sql(
          "pay",
          "create table pay (id int, m money)",
          "insert into pay values (1, 1234.56::money), (2, (-0.07)::money), (3, 98765432::money)");
      assertThat(german.query("pay", "select m::text from pay where id = 1")).contains("1.234,56");
      goesThere(german, TestBed.standby(), "pay", "pay_plain");
      goesThere(TestBed.standby(), german, "pay_plain", "pay_again");
      assertThat(german.query("pay_again", AMOUNTS)).isEqualTo("1234.56 -0.07 98765432.00");
    }
  }

  private static void goesThere(
      PostgresCluster from, PostgresCluster to, String database, String name) {
    PostgresqlSourceDriver driver = new PostgresqlSourceDriver(SECRETS);
    MemoryMembers members = new MemoryMembers("db");
    Settings source = settings(from, database);
    SourceCapture capture = driver.capture("db", source, members, TestStep.of("backup-" + name, 1));
    driver.restore(
        capture,
        members.members(),
        members,
        settings(to, name),
        source,
        TestStep.of("restore-" + name, 1));
    assertThat(to.query(name, AMOUNTS)).isEqualTo("1234.56 -0.07 98765432.00");
  }
}
