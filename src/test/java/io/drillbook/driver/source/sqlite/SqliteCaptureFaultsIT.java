package io.drillbook.driver.source.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Function;

/** What must not pass for a good capture, and what a capture leaves behind: nothing. */
class SqliteCaptureFaultsIT {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static final int CAPTURES = 8;

  private final AtomicInteger commits = new AtomicInteger();

  @TempDir Path bed;
  private Path work;
  private Path file;

  @BeforeEach
  void makeWork() throws IOException {
    work = Files.createDirectory(bed.resolve("work"));
    file = bed.resolve("shop.db");
  }

  @Test
  void aMissingFileIsUnreachableAndOneWithoutAnyByteIsRefused() throws IOException {
    assertThat(fault(Map.of()).code()).isEqualTo(FaultCode.SOURCE_UNREACHABLE);
    Files.createFile(file);
    Fault fault = fault(Map.of());
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault).hasMessageContaining("without any byte");
    assertThat(Files.size(file)).isZero();
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(file, "SQL, but as text.\n".repeat(500));
    assertThat(fault(Map.of())).hasMessageContaining("no SQLite database");
    Files.write(file, new byte[8192]);
    assertThat(fault(Map.of())).hasMessageContaining("no SQLite database");
  }

  @Test
  void anEncryptedDatabaseIsRefusedAsThat() throws IOException {
    byte[] cipherText = new byte[16 * 4096];
    new Random(1).nextBytes(cipherText);
    Files.write(file, cipherText);
    Fault fault = fault(Map.of());
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(fault).hasMessageContaining("encrypted");
    // Some ciphers leave the header as it is.
    byte[] plain = header();
    System.arraycopy(plain, 0, cipherText, 0, plain.length);
    Files.write(file, cipherText);
    assertThat(fault(Map.of()).code()).isEqualTo(FaultCode.CAPTURE_FAILED);
  }

  @Test
  void anEmptyDatabaseIsRefusedUnlessThePlanAllowsIt() {
    SqliteFile.make(file, "create table t (v); drop table t;");
    assertThat(fault(Map.of())).hasMessageContaining("without any table");
    assertThat(capture(Map.of("allow-empty", true), new MemoryMembers("db")).contents())
        .containsEntry("schema objects", 0L);
  }

  @Test
  void aDamagedDatabaseIsNotAcceptedAndNothingIsWritten() throws IOException {
    SqliteFile.make(file, SqliteFile.ZOO, "pragma wal_checkpoint(truncate)");
    try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
      // The middle of the many rows of the last table.
      damaged.seek(damaged.length() - 60 * 8192);
      damaged.write(new byte[8192]);
    }
    MemoryMembers members = new MemoryMembers("db");
    Fault fault = fault(Map.of(), members);
    assertThat(fault.code()).isEqualTo(FaultCode.CAPTURE_FAILED);
    assertThat(members.members()).isEmpty();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void whatIntegrityCheckFindsIsCapturedOnlyWhereThePlanSaysSoAndComparedAtTheTarget() {
    SqliteFile.make(
        file,
        "create table t (a); create index i on t (a); insert into t values (1), (2);",
        ".dbconfig defensive off",
        "pragma writable_schema = on",
        "update sqlite_schema set sql = 'create table t (a not null)' where name = 't';",
        "insert into t values (null);");
    assertThat(fault(Map.of())).hasMessageContaining("NULL value in t.a");
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(Map.of("allow-findings", true), members);
    assertThat(capture.contents()).containsEntry("integrity findings", 1L);
    assertThat(capture.facts().get("integrity findings")).contains("NULL value in t.a");
    assertThat(restore(capture, members)).isEqualTo(capture.contents());
  }

  @Test
  void foreignKeysThatDoNotHoldComeBackAsTheyWere() {
    SqliteFile.make(
        file,
        "create table p (id integer primary key); create table c (p references p(id));",
        "insert into c values (7), (8), (null);");
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(Map.of(), members);
    assertThat(capture.contents()).containsEntry("foreign key violations", 2L);
    assertThat(restore(capture, members)).isEqualTo(capture.contents());
  }

  @Test
  void whatNeedsFunctionsOfTheApplicationCannotBeCheckedAndSaysSo() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      Function.create(
          connection,
          "f",
          new Function() {
            @Override
            protected void xFunc() throws SQLException {
              result(value_int(0) + 1);
            }
          },
          1,
          Function.FLAG_DETERMINISTIC);
      statement.execute("create table t (a, b generated always as (f(a)))");
      statement.execute("create index i on t (f(a))");
      statement.execute("insert into t (a) values (1), (2)");
    }
    assertThat(fault(Map.of())).hasMessageContaining("could not be done");
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(Map.of("allow-findings", true), members);
    assertThat(capture.contents()).containsEntry("t", 2L).containsEntry("integrity findings", -1L);
    assertThat(restore(capture, members)).isEqualTo(capture.contents());
  }

  @Test
  void aDatabaseThatSomebodyKeepsLockedIsATransientFault() throws SQLException {
    SqliteFile.make(file, "create table t (v)");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("begin exclusive");
      Fault fault = fault(Map.of());
      assertThat(fault.code()).isEqualTo(FaultCode.SOURCE_UNREACHABLE);
    }
  }

  /** Money moves between two tables all the time; together they hold the same in every commit. */
  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  @Timeout(300)
  void capturesUnderLoadAreOfOneMomentEach(String journal) throws Exception {
    SqliteFile.make(
        file,
        "pragma journal_mode = " + journal,
        "create table a (id integer primary key, v int, pad); create table b (id integer primary"
            + " key, v int, pad); create table log (n integer primary key);"
            + "with recursive n(x) as (select 1 union all select x + 1 from n where x < 3000)"
            + " insert into a select x, 100, randomblob(400) from n;"
            + "insert into b select id, 100, randomblob(400) from a;");
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<Exception> failed = new AtomicReference<>();
    Thread writer = new Thread(() -> write(stop, failed), "writer");
    writer.start();
    long logged = 0;
    try {
      for (int i = 0; i < CAPTURES; i++) {
        int before = commits.get();
        await().atMost(Duration.ofMinutes(1)).until(() -> commits.get() > before);
        MemoryMembers members = new MemoryMembers("db");
        SourceCapture capture = capture(Map.of(), members);
        Path copy = bed.resolve(journal + i);
        Files.write(copy, members.bytes(members.members().get(0).file()));
        String sums = "select (select sum(v) from a) + (select sum(v) from b); ";
        assertThat(SqliteFile.ask(copy, sums, "pragma integrity_check")).isEqualTo("600000\nok\n");
        assertThat(capture.contents().get("log")).as("still writing").isGreaterThan(logged);
        logged = capture.contents().get("log");
      }
    } finally {
      stop.set(true);
      writer.join();
    }
    assertThat(failed.get()).isNull();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void theCopyIsPrivateAndGoesAfterAKilledCaptureButNotUnderALivingOne() throws Exception {
    SqliteFile.make(file, SqliteFile.ZOO);
    Process living = hang();
    Process killed = hang();
    try {
      List<Path> rooms = rooms();
      assertThat(rooms).hasSize(2);
      for (Path room : rooms) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(room)))
            .isEqualTo("rwx------");
        assertThat(room.resolve("copy.sqlite")).isNotEmptyFile();
      }
      killed.destroyForcibly().waitFor();
      assertThat(rooms()).hasSize(2);
      capture(Map.of(), new MemoryMembers("db"));
      assertThat(rooms()).hasSize(1);
      assertThat(living.isAlive()).isTrue();
      capture(Map.of(), new MemoryMembers("db"));
      assertThat(rooms()).hasSize(1);
    } finally {
      killed.destroyForcibly().waitFor();
      living.destroyForcibly().waitFor();
    }
    capture(Map.of(), new MemoryMembers("db"));
    assertThat(rooms()).isEmpty();
  }

  @Test
  void aCopyForWhichThereIsNoRoomIsNotBegun() {
    SqliteFile.make(file, "create table t (v)");
    Fault fault =
        catchThrowableOfType(
            Fault.class, () -> Workroom.open(work, new Place(file), Long.MAX_VALUE));
    assertThat(fault.code()).isEqualTo(FaultCode.DISK_FULL);
    assertThat(fault.hint()).contains("temporary-folder");
    assertThat(work).isEmptyDirectory();
  }

  private Process hang() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + work,
                "-Dorg.sqlite.tmpdir=" + bed,
                "-cp",
                System.getProperty("java.class.path"),
                HangingCapture.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(said.readLine()).isEqualTo("at work");
    return process;
  }

  private List<Path> rooms() throws IOException {
    try (var all = Files.list(work)) {
      return all.filter(path -> path.getFileName().toString().startsWith("drillbook-sqlite-"))
          .toList();
    }
  }

  private void write(AtomicBoolean stop, AtomicReference<Exception> failed) {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=60000");
        Statement statement = connection.createStatement()) {
      Random random = new Random(7);
      while (!stop.get()) {
        int id = random.nextInt(3000) + 1;
        statement.execute("begin immediate");
        statement.execute("update a set v = v - 1, pad = randomblob(400) where id = " + id);
        statement.execute(
            "update b set v = v + 1, pad = randomblob(400) where id = " + (3001 - id));
        statement.execute("insert into log default values");
        statement.execute("commit");
        commits.incrementAndGet();
      }
    } catch (SQLException e) {
      failed.set(e);
    }
  }

  private byte[] header() throws IOException {
    Path plain = bed.resolve("plain.db");
    SqliteFile.make(plain, "create table t (v)");
    try (var in = Files.newInputStream(plain)) {
      return in.readNBytes(Header.BYTES);
    }
  }

  private Map<String, Long> restore(SourceCapture capture, MemoryMembers members) {
    Settings target = SqliteFile.settings(bed.resolve("target" + RUNS.incrementAndGet()));
    return new SqliteSourceDriver(Clock.systemUTC())
        .restore(capture, members.members(), members, target, SqliteFile.settings(file), step())
        .contents();
  }

  private SourceCapture capture(Map<String, Object> more, MemoryMembers members) {
    Map<String, Object> settings = new java.util.HashMap<>(more);
    settings.put("path", file.toString());
    settings.put("temporary-folder", work.toString());
    return new SqliteSourceDriver(Clock.systemUTC())
        .capture("db", new Settings(settings), members, step());
  }

  private Fault fault(Map<String, Object> more) {
    return fault(more, new MemoryMembers("db"));
  }

  private Fault fault(Map<String, Object> more, MemoryMembers members) {
    Fault fault = catchThrowableOfType(Fault.class, () -> capture(more, members));
    assertThat(fault).as("a fault").isNotNull();
    assertThat(fault.getMessage()).startsWith("unable to ");
    return fault;
  }

  private static TestStep step() {
    return TestStep.of("backup-faults-" + RUNS.incrementAndGet(), 1);
  }
}
