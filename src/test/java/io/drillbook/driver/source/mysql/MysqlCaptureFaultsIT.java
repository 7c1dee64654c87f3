package io.drillbook.driver.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import io.drillbook.testbed.MariadbServer;
import io.drillbook.testbed.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not pass for a good capture. */
@Timeout(300)
class MysqlCaptureFaultsIT {
  private static final MariadbServer SERVER = TestBed.mariadb();
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final int CAPTURES = 4;
  private static final String LITTLE = "little";

  @TempDir Path folder;
  private String database;

  /** The second table is read last, long after the pipe is full of the first. */
  @BeforeEach
  void makeDatabase() {
    database = "faults_" + RUNS.incrementAndGet();
    SERVER.sql("", "create database " + database);
    SERVER.sql(
        database,
        "create table a (id int primary key, v int, pad varbinary(2000))",
        "insert into a select seq, 100, repeat('x', 1000) from seq_1_to_3000",
        "create table z (id int primary key, v int)",
        "insert into z select seq, 100 from seq_1_to_3000");
  }

  @ParameterizedTest
  @ValueSource(strings = {MariadbServer.ADMIN, LITTLE})
  void capturesUnderLoadAreOfOneMomentEach(String login) throws Exception {
    grant("select, show view, trigger, event, execute, lock tables");
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger commits = new AtomicInteger();
    AtomicReference<Exception> failed = new AtomicReference<>();
    Thread writer = new Thread(() -> write(stop, commits, failed), "writer");
    writer.start();
    try {
      for (int i = 0; i < CAPTURES; i++) {
        int before = commits.get();
        await().atMost(Duration.ofMinutes(1)).until(() -> commits.get() > before);
        MemoryMembers members = new MemoryMembers("db");
        SourceCapture capture = capture(driver(), source(Map.of("username", login)), members);
        String back = database + "_" + i;
        // The restore compares the dump's rows with what the other session counted.
        driver()
            .restore(
                capture,
                members.members(),
                members,
                SERVER.settings(back),
                source(Map.of()),
                step());
        assertThat(SERVER.query(back, "select (select sum(v) from a) + (select sum(v) from z)"))
            .isEqualTo("600000");
        SERVER.sql("", "drop database " + back);
      }
    } finally {
      stop.set(true);
      writer.join();
    }
    assertThat(failed.get()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table z add extra int",
        "truncate table z",
        "drop table z",
        "create view late as select 1"
      })
  void whatChangesTablesUnderTheDumpFailsItWithAHint(String ddl) {
    AtomicBoolean once = new AtomicBoolean();
    Fault fault =
        fault(
            () ->
                driver()
                    .capture(
                        "db",
                        source(Map.of()),
                        new MemoryMembers("db"),
                        onFirstBytes(
                            () -> {
                              if (once.compareAndSet(false, true)) {
                                SERVER.sql(database, ddl);
                              }
                            })));
    assertThat(fault.code()).as(fault.toString()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.hint()).as(fault.toString()).contains("migrations");
  }

  @Test
  void tablesWithoutTransactionsAreRefusedByNameOrLockedForAllOfTheCapture() throws Exception {
    SERVER.sql(database, "create table old (n int) engine=MyISAM", "insert into old values (1)");
    Fault fault = fault(() -> capture(driver(), source(Map.of()), new MemoryMembers("db")));
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.getMessage()).contains("old (MyISAM)");
    Fault wrong =
        fault(
            () ->
                capture(
                    driver(), source(Map.of("non-transactional", "x")), new MemoryMembers("db")));
    assertThat(wrong.code()).isEqualTo(FaultCode.INPUT_INVALID);

    AtomicReference<Thread> late = new AtomicReference<>();
    MemoryMembers members = new MemoryMembers("db");
    Settings locked = source(Map.of("non-transactional", "lock"));
    SourceCapture capture =
        driver()
            .capture(
                "db",
                locked,
                members,
                onFirstBytes(
                    () -> {
                      Thread writer =
                          new Thread(() -> SERVER.sql(database, "insert into old values (2)"));
                      if (late.compareAndSet(null, writer)) {
                        writer.start();
                      }
                    }));
    late.get().join();
    assertThat(SERVER.query(database, "select count(*) from old")).isEqualTo("2");
    assertThat(capture.contents()).containsEntry("old", 1L);
    assertThat(capture.facts()).containsEntry("captured under a lock", "old (MyISAM)");
    driver()
        .restore(
            capture, members.members(), members, SERVER.settings(database + "_b"), locked, step());
  }

  @Test
  void aRoleDoesNotHideThatALoginIsShownAPartOnly() {
    String role = "readers_" + database;
    grant("select, show view, event, execute, lock tables");
    SERVER.sql("", "create role " + role, "grant %s to %s@'%%'".formatted(role, LITTLE));
    try {
      Fault fault = fault(() -> driver().probe(source(Map.of("username", LITTLE))));
      assertThat(fault.code()).isEqualTo(FaultCode.PERMISSION_DENIED);
      assertThat(fault.getMessage()).contains("it lacks TRIGGER");
    } finally {
      SERVER.sql("", "drop role " + role);
    }
  }

  @Test
  void aLoginThatIsShownAPartOnlyIsRefused() {
    SERVER.sql(database, "create event hidden on schedule every 1 day do select 1");
    grant("select, show view, trigger, execute, lock tables");
    Settings little = source(Map.of("username", LITTLE));
    for (Fault fault :
        List.of(
            fault(() -> driver().probe(little)),
            fault(() -> capture(driver(), little, new MemoryMembers("db"))))) {
      assertThat(fault.code()).isEqualTo(FaultCode.PERMISSION_DENIED);
      assertThat(fault.getMessage()).contains("it lacks EVENT");
    }
    grant("event");
    assertThat(capture(driver(), little, new MemoryMembers("db")).contents())
        .containsEntry("events", 1L);
    SERVER.sql(database, "create procedure others() select 1");
    Fault unreadable = fault(() -> capture(driver(), little, new MemoryMembers("db")));
    assertThat(unreadable.code()).as(unreadable.toString()).isEqualTo(FaultCode.PERMISSION_DENIED);
    assertThat(unreadable.hint()).contains("mysql.proc");
  }

  @Test
  void anEmptyDatabaseIsRefusedUnlessThePlanAllowsIt() {
    SERVER.sql(database, "drop table a", "drop table z");
    assertThat(fault(() -> capture(driver(), source(Map.of()), new MemoryMembers("db"))))
        .hasMessageContaining("empty database");
    capture(driver(), source(Map.of("allow-empty", true)), new MemoryMembers("db"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"head -c 0", "head -c 100", "head -c 500000", "head -n -1"})
  void aDumpThatEndsWellButIsCutIsFailed(String cut) {
    Fault fault = fake("", "\"$REAL\" \"$@\" | " + cut + "; exit 0");
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.getMessage()).contains("its last line is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 1",
        "\"$REAL\" \"$@\" | head -c 500000; exit 3",
        "\"$REAL\" \"$@\"; exit 2",
        "\"$REAL\" \"$@\" | head -c 500000; kill -9 $$"
      })
  void aDumpThatEndsBadlyIsFailedHoweverMuchItWrote(String lines) {
    Fault fault = fake("", lines);
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault.getMessage()).contains("exit code");
  }

  @Test
  void aProgramOlderThanTheServerIsRefused() {
    Fault fault = fake("mysqldump  Ver 10.19 Distrib 10.3.39-MariaDB", "exec \"$REAL\" \"$@\"");
    assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING);
    assertThat(fault.getMessage()).contains("10.3.39-MariaDB");
    Fault none =
        fault(
            () ->
                capture(
                    new MysqlSourceDriver(MariadbServer.secrets(), List.of(Path.of("/nowhere"))),
                    source(Map.of()),
                    new MemoryMembers("db")));
    assertThat(none.code()).isEqualTo(FaultCode.TOOL_MISSING);
  }

  @Test
  void thePasswordIsNoArgumentAndTheFirstLineOfTheDumpIsKept() throws IOException {
    Path seen = folder.resolve("seen");
    List<Path> tools =
        FakeTools.dumping(
            folder, "", "printf '%s\\n' \"$@\" >> " + seen + "; exec \"$REAL\" \"$@\"");
    MemoryMembers members = new MemoryMembers("db");
    capture(new MysqlSourceDriver(MariadbServer.secrets(), tools), source(Map.of()), members);
    assertThat(Files.readString(seen)).contains("--no-defaults").doesNotContain("b'c");
    String dump = new String(members.bytes("db.sql.zst.pgp"), StandardCharsets.UTF_8);
    assertThat(dump.lines().findFirst().orElse("")).contains("enable the sandbox mode");
  }

  private Fault fake(String version, String lines) {
    List<Path> tools = FakeTools.dumping(folder, version, lines);
    SourceDriver driver = new MysqlSourceDriver(MariadbServer.secrets(), tools);
    return fault(() -> capture(driver, source(Map.of()), new MemoryMembers("db")));
  }

  private void grant(String privileges) {
    SERVER.sql(
        "",
        "create user if not exists %s@'%%'".formatted(LITTLE),
        "alter user %s@'%%' identified by '%s'"
            .formatted(LITTLE, MariadbServer.PASSWORD.replace("\\", "\\\\").replace("'", "''")),
        "grant %s on %s.* to %s@'%%'".formatted(privileges, database, LITTLE));
  }

  private void write(AtomicBoolean stop, AtomicInteger commits, AtomicReference<Exception> failed) {
    try (Connection connection = SERVER.connect(database);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int id = 1; !stop.get(); id = id % 3000 + 1) {
        statement.execute("update a set v = v - 1 where id = " + id);
        statement.execute("update z set v = v + 1 where id = " + id);
        connection.commit();
        commits.incrementAndGet();
      }
    } catch (SQLException e) {
      failed.set(e);
    }
  }

  /** A step that does something else in the middle of the dump, and the dump waits for it. */
  private static StepContext onFirstBytes(Runnable action) {
    TestStep step = step();
    return new StepContext() {
      @Override
      public String runId() {
        return step.runId();
      }

      @Override
      public int attempt() {
        return 1;
      }

      @Override
      public void progress(String subject, long done, long total) {
        if (subject.equals("db")) {
          action.run();
        }
      }

      @Override
      public Cancellation cancellation() {
        return step.cancellation();
      }
    };
  }

  private Settings source(Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(SERVER.settings(database).values());
    values.putAll(more);
    return new Settings(values);
  }

  private static SourceDriver driver() {
    return new MysqlSourceDriver(MariadbServer.secrets());
  }

  private static SourceCapture capture(
      SourceDriver driver, Settings source, MemoryMembers members) {
    return driver.capture("db", source, members, step());
  }

  private static Fault fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Fault fault = catchThrowableOfType(Fault.class, call);
    assertThat(fault).as("a fault").isNotNull();
    assertThat(fault.getMessage()).startsWith("unable to ");
    assertThat(fault.getMessage()).doesNotContain(MariadbServer.PASSWORD);
    return fault;
  }

  private static TestStep step() {
    return TestStep.of("backup-mysql-" + RUNS.incrementAndGet(), 1);
  }
}
