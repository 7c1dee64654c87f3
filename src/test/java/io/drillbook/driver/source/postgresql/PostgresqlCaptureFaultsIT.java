package io.drillbook.driver.source.postgresql;

import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.SECRETS;
import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.postgresql.Side;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.testbed.SampleDatabase;
import io.drillbook.testbed.TestBed;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures that must fail, with real servers and programs that really die. */
class PostgresqlCaptureFaultsIT {
  private static final String DATABASE = "capture_faults";

  @TempDir Path folder;

  @BeforeAll
  static void fill() {
    SampleDatabase.create(TestBed.production(), DATABASE, 2);
    TestBed.production()
        .sql(
            "postgres",
            "create role no_orders login password 'p'",
            "create role some_rows login password 'p'",
            "create database nothing_in_it");
    TestBed.production()
        .sql(
            DATABASE,
            "grant select on customers, accounts, documents to no_orders",
            "grant select on customers, accounts, documents, orders to some_rows");
  }

  private static Fault capture(PostgresqlSourceDriver driver, Settings source, MemberSink sink) {
    Fault fault =
        catchThrowableOfType(
            Fault.class, () -> driver.capture("db", source, sink, TestStep.of("backup-x", 1)));
    assertThat(fault).isNotNull();
    assertThat(fault.getMessage()).startsWith("unable to ").doesNotContain("secret");
    return fault;
  }

  private static Fault capture(Settings source) {
    return capture(new PostgresqlSourceDriver(SECRETS), source, new MemoryMembers("db"));
  }

  private Fault captureWith(String program, String lines) {
    List<Path> tools = FakeTools.with(folder, program, lines);
    return capture(
        new PostgresqlSourceDriver(SECRETS, tools),
        settings(TestBed.production(), DATABASE),
        new MemoryMembers("db"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kill -9 $$",
        "exit 1",
        "\"$REAL\" \"$@\" | head -c 3000; kill -9 $$",
        "\"$REAL\" \"$@\" | head -c 900000; exit 1",
        "\"$REAL\" \"$@\"; kill -9 $$",
        "\"$REAL\" \"$@\"; exit 1"
      })
  void aDumpThatDiesAtItsBeginningMiddleOrEndFails(String lines) {
    assertThat(captureWith("pg_dump", lines).code()).isEqualTo(FaultCode.CAPTURE_FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 0",
        "\"$REAL\" \"$@\" | head -c 3000",
        "\"$REAL\" \"$@\" | head -c 900000",
        "\"$REAL\" \"$@\" | head -c -1",
        "\"$REAL\" \"$@\" | head -c -600"
      })
  void aDumpThatIsCutButSaysItEndedWellFails(String lines) {
    Fault fault = captureWith("pg_dump", lines);
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.getMessage()).contains("not whole");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 0", "\"$REAL\" \"$@\" | head -c 100", "exit 3"})
  void rolesThatAreCutFail(String lines) {
    assertThat(captureWith("pg_dumpall", lines).code()).isEqualTo(FaultCode.CAPTURE_FAILED);
  }

  @Test
  void aServerNewerThanEveryClientNamesBothVersions() {
    List<Path> tools =
        FakeTools.with(folder, "pg_dump", "echo 'pg_dump (PostgreSQL) 11.22 (Debian)'");
    PostgresqlSourceDriver driver = new PostgresqlSourceDriver(SECRETS, tools);
    Settings source = settings(TestBed.production(), DATABASE);
    Fault fault = capture(driver, source, new MemoryMembers("db"));
    assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING);
    String server = TestBed.production().query("postgres", "show server_version");
    assertThat(fault.getMessage()).contains(server).contains("11.22");
    assertThat(fault.hint()).contains("postgresql-client-");
    Fault probe = catchThrowableOfType(Fault.class, () -> driver.probe(source));
    assertThat(probe.code()).isEqualTo(FaultCode.TOOL_MISSING);
  }

  @Test
  void aMissingClientIsNamed() {
    Fault fault =
        capture(
            new PostgresqlSourceDriver(SECRETS, List.of(folder)),
            settings(TestBed.production(), DATABASE),
            new MemoryMembers("db"));
    assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING);
    assertThat(fault.getMessage()).contains("none is installed");
  }

  @Test
  void anEmptyDatabaseIsRefusedUnlessAllowed() {
    Settings empty = settings(TestBed.production(), "nothing_in_it");
    Fault fault = capture(empty);
    assertThat(fault.getMessage()).contains("empty database");
    Map<String, Object> values = new HashMap<>(empty.values());
    values.put(PostgresqlSettings.ALLOW_EMPTY, true);
    assertThat(
            new PostgresqlSourceDriver(SECRETS)
                .capture(
                    "db", new Settings(values), new MemoryMembers("db"), TestStep.of("backup-x", 1))
                .contents())
        .isEmpty();
  }

  @Test
  void aTableThatTheLoginMayNotReadIsNamed() {
    Fault fault = capture(settings(TestBed.production().url(DATABASE), "no_orders", "p"));
    assertThat(fault.code()).isEqualTo(FaultCode.PERMISSION_DENIED);
    assertThat(fault.getMessage()).contains("orders");
  }

  @Test
  void rowsThatRowSecurityHidesAreNotCountedAsAll() {
    TestBed.production()
        .sql(
            DATABASE,
            "alter table orders enable row level security",
            "create policy few on orders using (id < 10)");
    try {
      Settings source = settings(TestBed.production().url(DATABASE), "some_rows", "p");
      assertThat(capture(source).code()).isEqualTo(FaultCode.PERMISSION_DENIED);
      try (Session session = new Server(source, SECRETS, Side.SOURCE).session(DATABASE)) {
        Fault counted =
            catchThrowableOfType(
                Fault.class,
                () -> RowCounts.of(session, Table.all(session), TestStep.of("backup-x", 1)));
        assertThat(counted.code()).isEqualTo(FaultCode.PERMISSION_DENIED);
      }
    } finally {
      TestBed.production()
          .sql(
              DATABASE,
              "drop policy few on orders",
              "alter table orders disable row level security");
    }
  }

  @Test
  void aLoginThatMayNotReadPasswordsCapturesRolesWithoutThemAndSaysSo() {
    TestBed.production()
        .sql(
            "postgres",
            "create role plain_reader login password 'p'",
            "grant connect on database capture_faults to plain_reader");
    TestBed.production()
        .sql(DATABASE, "grant select on customers, accounts, documents, orders to plain_reader");
    MemoryMembers members = new MemoryMembers("db");
    Map<String, String> facts =
        new PostgresqlSourceDriver(SECRETS)
            .capture(
                "db",
                settings(TestBed.production().url(DATABASE), "plain_reader", "p"),
                members,
                TestStep.of("backup-x", 1))
            .facts();
    assertThat(facts.get(SourceFacts.ROLE_PASSWORDS)).contains("not captured");
    String roles =
        new String(
            members.bytes("db.globals.sql.zst.pgp"), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(roles).contains("CREATE ROLE plain_reader").doesNotContain("SCRAM-SHA-256");
  }

  @Test
  void aFullDiskIsSaidSo() {
    MemberSink full =
        (part, format) -> {
          try {
            return new FileOutputStream("/dev/full");
          } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
          }
        };
    Fault fault =
        capture(
            new PostgresqlSourceDriver(SECRETS), settings(TestBed.production(), DATABASE), full);
    assertThat(fault.code()).isEqualTo(FaultCode.DISK_FULL);
  }

  @Test
  void aMissingDatabaseIsNoReasonToTryAgain() {
    Fault fault = capture(settings(TestBed.production(), "never_made"));
    assertThat(fault.code()).isEqualTo(FaultCode.INPUT_INVALID);
    assertThat(fault.getMessage()).contains("never_made");
  }
}
