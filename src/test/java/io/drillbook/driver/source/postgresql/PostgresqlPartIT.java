package io.drillbook.driver.source.postgresql;

import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.SECRETS;
import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some tables of a capture, and captures without some tables' rows. */
class PostgresqlPartIT {
  private static final String DATABASE = "part_source";
  private final PostgresqlSourceDriver driver = new PostgresqlSourceDriver(SECRETS);

  @BeforeAll
  static void fill() {
    PostgresCluster home = TestBed.production();
    home.sql("postgres", "create role part_owner", "create database " + DATABASE);
    home.sql(
        DATABASE,
        "create extension hstore",
        "create schema sales",
        "create schema \"Other S\"",
        "create type sales.state as enum ('new', 'paid')",
        "create function sales.note() returns trigger language plpgsql as"
            + " 'begin return new; end'",
        "create table customers (id serial primary key, name text)",
        "create table sales.orders (id serial primary key, customer int references customers,"
            + " state sales.state default 'new', extra hstore, total numeric check (total >= 0))",
        "create table sales.lines (id int primary key, order_id int references sales.orders)",
        "create table \"Other S\".\"Log.gy\" (id int, t text)",
        "create table sessions (id int primary key, t text)",
        "create table session_data (session int references sessions)",
        "create table visits (at date, n int) partition by range (at)",
        "create table visits_old partition of visits for values from (minvalue) to ('2025-01-01')",
        "create table visits_new partition of visits default",
        "create index on sales.orders (total)",
        "create trigger noted before insert on sales.orders for each row execute function"
            + " sales.note()",
        "create view sales.open as select o.id, c.name from sales.orders o join customers c on"
            + " c.id = o.customer",
        "create materialized view sales.sums as select state, sum(total) from sales.orders group"
            + " by 1",
        "grant select on sales.orders to part_owner",
        "comment on table sales.orders is 'what people buy'",
        "insert into customers (name) select 'c' || i from generate_series(1, 100) i",
        "insert into sales.orders (customer, total, extra) select 1 + i % 100, i, 'a=>1' from"
            + " generate_series(1, 500) i",
        "insert into sales.lines select i, 1 + i % 500 from generate_series(1, 900) i",
        "insert into \"Other S\".\"Log.gy\" select i, 'x' from generate_series(1, 30) i",
        "insert into sessions select i, 's' from generate_series(1, 70) i",
        "insert into session_data select i from generate_series(1, 70) i",
        "insert into visits select date '2024-06-01' + i, i from generate_series(1, 400) i",
        "refresh materialized view sales.sums",
        "select lo_from_bytea(77, 'x')");
  }

  private static Settings with(Settings settings, String key, Object value) {
    Map<String, Object> values = new HashMap<>(settings.values());
    values.put(key, value);
    return new Settings(values);
  }

  private SourceCapture capture(Settings source, MemoryMembers members) {
    return driver.capture("db", source, members, TestStep.of("backup-part", 1));
  }

  private RestoreReport restore(
      SourceCapture capture, MemoryMembers members, Settings target, String run) {
    Settings home = settings(TestBed.production(), DATABASE);
    return driver.restore(capture, members.members(), members, target, home, TestStep.of(run, 1));
  }

  private static Settings home() {
    return settings(TestBed.production(), DATABASE);
  }

  private static String ask(String database, String sql) {
    return TestBed.standby().query(database, sql);
  }

  @ParameterizedTest
  @CsvSource({"64, part_whole", "0, part_split"})
  void aTableComesBackWithWhatItIsMadeOfAndWhatBelongsToIt(long splitAbove, String database) {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture =
        capture(with(home(), PostgresqlSettings.SPLIT_ABOVE, splitAbove), members);
    Settings target =
        with(
            settings(TestBed.standby(), database),
            PostgresqlSettings.ONLY,
            List.of("sales.orders"));
    RestoreReport report = restore(capture, members, target, "restore-" + database);
    assertThat(report.contents()).containsExactly(Map.entry("sales.orders", 500L));
    assertThat(ask(database, "select sum(total) from sales.orders"))
        .isEqualTo(TestBed.production().query(DATABASE, "select sum(total) from sales.orders"));
    assertThat(ask(database, "select nextval('sales.orders_id_seq')")).isEqualTo("501");
    assertThat(ask(database, "select count(*) from pg_indexes where schemaname = 'sales'"))
        .isEqualTo("2");
    assertThat(ask(database, "select tgname from pg_trigger where not tgisinternal"))
        .isEqualTo("noted");
    assertThat(ask(database, "select has_table_privilege('part_owner', 'sales.orders', 'select')"))
        .isEqualTo("t");
    assertThat(ask(database, "select obj_description('sales.orders'::regclass)"))
        .isEqualTo("what people buy");
    assertThat(ask(database, "select count(*) from pg_constraint where contype = 'f'"))
        .isEqualTo("0");
    assertThat(ask(database, "select relname from pg_class where relname in ('customers', 'open')"))
        .isEmpty();
    // The archive says how to make it, as those of pg_dump do; only --create would.
    assertThat(ask("postgres", "select 1 from pg_database where datname = '" + DATABASE + "'"))
        .isEmpty();
    assertThat(report.notes())
        .anyMatch(note -> note.startsWith("restored in part: sales.orders"))
        .anyMatch(note -> note.contains("orders orders_customer_fkey"));
  }

  @ParameterizedTest
  @CsvSource({"64, schema_whole", "0, schema_split"})
  void aSchemaComesBackWithTablesElsewhereThatItNeedsButWithoutTheirRows(
      long splitAbove, String database) {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture =
        capture(with(home(), PostgresqlSettings.SPLIT_ABOVE, splitAbove), members);
    Settings target =
        with(
            settings(TestBed.standby(), database),
            PostgresqlSettings.ONLY,
            List.of("sales.*", "public.visits", "\"Other S\".\"Log.gy\""));
    RestoreReport report = restore(capture, members, target, "restore-" + database);
    assertThat(report.contents())
        .containsEntry("sales.orders", 500L)
        .containsEntry("sales.lines", 900L)
        .containsEntry("public.customers", 0L)
        .containsEntry("public.visits_old", 213L)
        .containsEntry("public.visits_new", 187L)
        .containsEntry("\"Other S\".\"Log.gy\"", 30L)
        .doesNotContainKeys("public.sessions", RowCounts.LARGE_OBJECTS);
    assertThat(report.notes())
        .anyMatch(note -> note.contains("without rows") && note.contains("customers"));
    assertThat(ask(database, "select sum from sales.sums")).isEqualTo("125250");
    assertThat(ask(database, "select count(*) from pg_constraint where contype = 'f'"))
        .isEqualTo("1");
  }

  @Test
  void aNameThatTheCaptureDoesNotHaveIsToldBeforeAnythingIsMade() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(home(), members);
    for (String name : List.of("sales.order", "sales.ORDERS\"", "orders", "none.*")) {
      Settings target =
          with(settings(TestBed.standby(), "part_none"), PostgresqlSettings.ONLY, List.of(name));
      Fault fault =
          catchThrowableOfType(
              Fault.class, () -> restore(capture, members, target, "restore-none"));
      assertThat(fault.code()).as(name).isEqualTo(FaultCode.INPUT_INVALID);
      assertThat(fault.getMessage()).contains(name);
    }
    assertThat(ask("postgres", "select datname from pg_database where datname like 'drb%'"))
        .isEmpty();
  }

  @Test
  void aPartGoesIntoAnEmptyTargetOnly() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(home(), members);
    TestBed.standby().sql("postgres", "create database part_taken");
    TestBed.standby().sql("part_taken", "create table other (id int)");
    Settings target =
        with(
            settings(TestBed.standby(), "part_taken"),
            PostgresqlSettings.ONLY,
            List.of("sales.orders"));
    Fault fault =
        catchThrowableOfType(Fault.class, () -> restore(capture, members, target, "restore-taken"));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
  }

  @ParameterizedTest
  @CsvSource({"64, less_whole", "0, less_split"})
  void rowsThatThePlanLeavesOutAreNotCapturedAndEverybodyIsTold(long splitAbove, String database) {
    MemoryMembers members = new MemoryMembers("db");
    Settings source =
        with(
            with(home(), PostgresqlSettings.SPLIT_ABOVE, splitAbove),
            PostgresqlSettings.EXCLUDE_DATA,
            List.of("public.sessions", "public.session_data", "public.visits", "\"Other S\".*"));
    SourceCapture capture = capture(source, members);
    assertThat(capture.facts().get(SourceFacts.ROWS_LEFT_OUT))
        .isEqualTo(
            "\"Other S\".\"Log.gy\", public.session_data, public.sessions, public.visits_new,"
                + " public.visits_old");
    assertThat(driver.manualRestore(capture, members.members())).contains("come back empty");
    RestoreReport report =
        restore(capture, members, settings(TestBed.standby(), database), "restore-" + database);
    assertThat(report.contents())
        .containsEntry("public.sessions", 0L)
        .containsEntry("public.visits_old", 0L)
        .containsEntry("sales.orders", 500L);
    assertThat(ask(database, "select count(*) from visits")).isEqualTo("0");
  }

  @Test
  void rowsThatOthersPointToCannotBeLeftOut() {
    Settings source = with(home(), PostgresqlSettings.EXCLUDE_DATA, List.of("public.sessions"));
    Fault fault = catchThrowableOfType(Fault.class, () -> capture(source, new MemoryMembers("db")));
    assertThat(fault.code()).isEqualTo(FaultCode.INPUT_INVALID);
    assertThat(fault.getMessage()).contains("public.session_data to public.sessions");
  }

  @Test
  void aTableOfThePlanThatIsNotThereIsTold() {
    Settings source = with(home(), PostgresqlSettings.EXCLUDE_DATA, List.of("public.sesions"));
    Fault fault = catchThrowableOfType(Fault.class, () -> capture(source, new MemoryMembers("db")));
    assertThat(fault.getMessage()).contains("public.sesions");
  }
}
