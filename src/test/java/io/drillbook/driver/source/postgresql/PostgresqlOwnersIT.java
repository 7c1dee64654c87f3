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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What belongs to three roles at home belongs to others at the target. */
class PostgresqlOwnersIT {
  private static final String DATABASE = "owners_source";
  private final PostgresqlSourceDriver driver = new PostgresqlSourceDriver(SECRETS);

  @BeforeAll
  static void fill() {
    TestBed.production()
        .sql(
            "postgres",
            "create role own_app login",
            "create role \"own \"\"Ätz\"\" 🦉\"",
            "create role own_reader",
            "grant own_reader to own_app",
            "create database " + DATABASE + " owner own_app",
            "grant create on database " + DATABASE + " to \"own \"\"Ätz\"\" 🦉\"",
            "alter role own_app in database " + DATABASE + " set search_path = own_app, public");
    TestBed.production()
        .sql(
            DATABASE,
            "create extension postgres_fdw",
            "create schema own_app authorization own_app",
            "create table own_app.t (id serial primary key, own_app text)",
            "insert into own_app.t (own_app) values ('TO own_app')",
            "create table public.shared (id int)",
            "create function own_app.f(\"own_app\" int default 1) returns int language sql as"
                + " 'select 1; -- TO own_app'",
            "create materialized view own_app.m as select * from own_app.t",
            "alter table own_app.t owner to own_app",
            "alter function own_app.f owner to own_app",
            "alter materialized view own_app.m owner to own_app",
            "alter table public.shared owner to \"own \"\"Ätz\"\" 🦉\"",
            "grant select (id) on public.shared to own_reader with grant option",
            "grant select on own_app.t to own_reader with grant option",
            "grant usage on schema own_app to own_reader",
            "set session authorization own_reader",
            "grant select on own_app.t to \"own \"\"Ätz\"\" 🦉\"");
    TestBed.production()
        .sql(
            DATABASE,
            "grant execute on function own_app.f to own_reader",
            "revoke execute on function own_app.f from public",
            "alter default privileges for role own_app in schema own_app grant select on tables to"
                + " own_reader",
            "alter table own_app.t enable row level security",
            "create policy \"TO own_app\" on own_app.t to own_app, own_reader, \"own \"\"Ätz\"\" 🦉\""
                + " using (own_app <> ', own_app')",
            "create server far foreign data wrapper postgres_fdw",
            "create user mapping for own_reader server far options (user 'own_reader')",
            "select lo_from_bytea(5, 'x')",
            "alter large object 5 owner to own_app");
  }

  private static Settings with(Settings settings, Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(settings.values());
    values.putAll(more);
    return new Settings(values);
  }

  private RestoreReport restore(PostgresCluster bare, long splitAbove, Map<String, Object> how) {
    Settings home = settings(TestBed.production(), DATABASE);
    Settings source = with(home, Map.of(PostgresqlSettings.SPLIT_ABOVE, splitAbove));
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = driver.capture("db", source, members, TestStep.of("backup-o", 1));
    return driver.restore(
        capture,
        members.members(),
        members,
        with(settings(bare, DATABASE), how),
        home,
        TestStep.of("restore-o" + splitAbove, 1));
  }

  private static List<String> replaced(List<String> lines) {
    // Only where a role stands, told by what is before it in pg_dump's text.
    String before = "(?<=( TO | OWNER TO |FROM |AUTHORIZATION |ROLE |Owner: |MAPPING FOR |, ))";
    return lines.stream()
        .map(line -> line.replaceAll(before + "own_app(?=[; ,\\n]|$)", "new_app"))
        .map(line -> line.replaceAll(before + "own_reader(?=[; ,\\n]|$)", "\"New 🦊\""))
        .map(line -> line.replace("\"own \"\"Ätz\"\" 🦉\"", "new_app2"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource("0")
  void everyRoleIsMappedInOwnersAndGrants(long splitAbove) {
    try (PostgresCluster bare = PostgresCluster.start()) {
      bare.sql("postgres", "create role new_app", "create role \"New 🦊\"", "create role new_app2");
      Map<String, String> owners =
          Map.of("own_app", "new_app", "own_reader", "New 🦊", "own \"Ätz\" 🦉", "new_app2");
      RestoreReport report = restore(bare, splitAbove, Map.of(PostgresqlSettings.OWNERS, owners));
      assertThat(bare.query("postgres", "select rolname from pg_roles where rolname like 'own%'"))
          .isEmpty();
      assertThat(AwkwardDatabase.grants(bare, DATABASE))
          .containsExactlyInAnyOrderElementsOf(
              replaced(AwkwardDatabase.grants(TestBed.production(), DATABASE)));
      assertThat(
              bare.query(
                  DATABASE,
                  "select string_agg(r::text, ',' order by r) || polqual from (select unnest(roles)"
                      + " as r, qual as polqual from pg_policies) p group by polqual"))
          .isEqualTo("New 🦊,new_app,new_app2(own_app <> ', own_app'::text)");
      assertThat(bare.query(DATABASE, "select own_app from own_app.t")).isEqualTo("TO own_app");
      assertThat(bare.query(DATABASE, "select lomowner::regrole from pg_largeobject_metadata"))
          .isEqualTo("new_app");
      assertThat(report.notes()).anyMatch(note -> note.contains("own_app to new_app"));
    }
  }

  @ParameterizedTest
  @CsvSource("64")
  void everythingBelongsToTheOneThatThePlanNames(long splitAbove) {
    try (PostgresCluster bare = PostgresCluster.start()) {
      bare.sql(
          "postgres",
          "create role new_app",
          "create role own_reader",
          "create role own_app",
          "create role \"own \"\"Ätz\"\" 🦉\"");
      restore(bare, splitAbove, Map.of(PostgresqlSettings.OWNER, "new_app"));
      assertThat(
              bare.query(
                  DATABASE,
                  "select distinct relowner::regrole from pg_class where oid > 16384 and"
                      + " relnamespace <> 'pg_toast'::regnamespace"))
          .isEqualTo("new_app");
      assertThat(bare.query(DATABASE, "select count(*) from pg_default_acl")).isEqualTo("0");
      assertThat(bare.query(DATABASE, "select relacl from pg_class where relname = 't'"))
          .isEqualTo("null");
      assertThat(
              bare.query(
                  "postgres",
                  "select datdba::regrole from pg_database where datname = '" + DATABASE + "'"))
          .isEqualTo("new_app");
    }
  }

  @Test
  @Tag("long")
  void bothHoldInTheOtherShapeOfTheCaptureToo() {
    everyRoleIsMappedInOwnersAndGrants(64);
    everythingBelongsToTheOneThatThePlanNames(0);
  }

  @Test
  void rolesThatAreNotThereAreToldBeforeAnythingIsRestored() {
    try (PostgresCluster bare = PostgresCluster.start()) {
      for (Map<String, Object> how :
          List.<Map<String, Object>>of(
              Map.of(PostgresqlSettings.OWNERS, Map.of("own_app", "nobody_here")),
              Map.of(PostgresqlSettings.OWNERS, Map.of("own_typo", "postgres")),
              Map.of(PostgresqlSettings.OWNER, "nobody_here"),
              Map.of(
                  PostgresqlSettings.OWNER,
                  "postgres",
                  PostgresqlSettings.OWNERS,
                  Map.of("own_app", "postgres")))) {
        Fault fault = catchThrowableOfType(Fault.class, () -> restore(bare, 64, how));
        assertThat(fault.code()).as(how.toString()).isEqualTo(FaultCode.INPUT_INVALID);
      }
      assertThat(bare.query("postgres", "select count(*) from pg_database where not datistemplate"))
          .isEqualTo("1");
    }
  }
}
