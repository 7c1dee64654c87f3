package io.drillbook.driver.source.command;

import static io.drillbook.driver.source.command.CommandBed.fault;
import static io.drillbook.driver.source.command.CommandBed.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps as a team's scripts write them (seed 002: pg_dump, psql, pg_restore), with --create. */
class CommandCreateDatabaseIT {
  private static final String HOME = "cleaning";
  private static final String LOGIN = " --host=\"$PGHOST\" --username=\"$PGUSER\" ";

  private final CommandBed bed = new CommandBed();

  @BeforeAll
  static void fill() {
    TestBed.production().sql("postgres", "create database " + HOME);
    TestBed.production()
        .sql(
            HOME,
            "create table bookings (id int, t text)",
            "insert into bookings values (1, 'CREATE DATABASE x;'), (2, E'\\\\connect y')");
  }

  @AfterEach
  void close() {
    bed.close();
  }

  private static Map<String, String> at(PostgresCluster cluster) {
    return Map.of(
        "PGHOST",
        PostgresCluster.HOST,
        "PGPORT",
        String.valueOf(cluster.port()),
        "PGUSER",
        PostgresCluster.SUPERUSER,
        "PGPASSWORD",
        PostgresCluster.PASSWORD);
  }

  private static Settings source(String arguments, Object... more) {
    String dump =
        PostgresCluster.programs().resolve("pg_dump") + LOGIN + arguments + " --dbname=" + HOME;
    Map<String, Object> values =
        new HashMap<>(script("capture", dump, "identify", List.of("echo", "home")).values());
    values.put("environment", at(TestBed.production()));
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return new Settings(values);
  }

  private SourceCapture capture(Settings source, MemoryMembers members) {
    return bed.driver().capture("db", source, members, TestStep.of("backup-c", 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--create", "--create --clean --if-exists"})
  void aDumpThatMakesItsDatabaseIsNoCapture(String arguments) {
    Fault fault = fault(() -> capture(source(arguments), new MemoryMembers("db")));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(fault.hint()).contains("allow-create-database");
  }

  @Test
  void oneThatWasCapturedSomewhereElseIsRefusedBeforeTheProgramHasReadIt() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture =
        capture(source("--create", "format", "sql", "allow-create-database", true), members);
    Settings target = target();
    Fault fault = fault(() -> restore(capture, members, target));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(
            TestBed.standby()
                .query(
                    "postgres",
                    "select datname from pg_database where datname" + " = '" + HOME + "'"))
        .isEmpty();
    Map<String, Object> allowed = new HashMap<>(target.values());
    allowed.put("allow-create-database", true);
    restore(capture, members, new Settings(allowed));
    assertThat(TestBed.standby().query(HOME, "select count(*) from bookings")).isEqualTo("2");
    TestBed.standby().sql("postgres", "drop database " + HOME);
  }

  @Test
  void oneWithoutGoesIntoTheTargetWhateverItsRowsSay() {
    MemoryMembers members = new MemoryMembers("db");
    for (String how : List.of("", "--inserts")) {
      MemoryMembers some = how.isEmpty() ? members : new MemoryMembers("db");
      SourceCapture capture = capture(source(how, "format", "sql"), some);
      if (how.isEmpty()) {
        restore(capture, some, target());
      }
    }
    assertThat(TestBed.standby().query("cleaning_restore", "select count(*) from bookings"))
        .isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--create", "-C", "-cCe"})
  void aPgRestoreThatMakesTheDatabaseIsRefused(String option) {
    Settings target =
        new Settings(
            with(
                bed.target("exit 0", List.of()),
                List.of(
                    PostgresCluster.programs().resolve("pg_restore").toString(),
                    option,
                    "-d",
                    "postgres")));
    Fault early =
        fault(() -> bed.driver().checkTarget(target, CommandBed.production(), "restore-c"));
    assertThat(early.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(source("--format=custom"), members);
    assertThat(fault(() -> restore(capture, members, target)).code())
        .isEqualTo(FaultCode.NOT_ALLOWED);
  }

  private static Map<String, Object> with(Settings target, List<String> restore) {
    Map<String, Object> values = new HashMap<>(target.values());
    values.put("restore", restore);
    return values;
  }

  private Settings target() {
    String psql =
        PostgresCluster.programs().resolve("psql")
            + LOGIN
            + "-X -q -v ON_ERROR_STOP=1 -d cleaning_restore 2>&1 && touch "
            + bed.target
            + "/done";
    Map<String, Object> values = new HashMap<>(bed.target(psql, List.of()).values());
    values.put("environment", at(TestBed.standby()));
    return new Settings(values);
  }

  private void restore(SourceCapture capture, MemoryMembers members, Settings target) {
    TestBed.standby()
        .sql(
            "postgres",
            "drop database if exists cleaning_restore",
            "create database cleaning_restore");
    bed.driver()
        .restore(
            capture,
            members.members(),
            members,
            target,
            CommandBed.production(),
            TestStep.of("restore-c", 1));
  }
}
