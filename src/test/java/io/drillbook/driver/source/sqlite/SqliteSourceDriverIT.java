package io.drillbook.driver.source.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** The contract on real databases, and whom a restore may not touch. */
class SqliteSourceDriverIT extends SourceDriverContract {
  private static Path bed;
  private static int targets;

  @BeforeAll
  static void makeSource() throws IOException {
    bed = Files.createTempDirectory("drillbook sqlite #1?%41 ü").toRealPath();
    SqliteFile.make(path("source"), SqliteFile.ZOO);
    Files.createSymbolicLink(path("alias"), path("source"));
  }

  @AfterAll
  static void removeBed() throws IOException {
    FileSystemUtils.deleteRecursively(bed);
  }

  @Override
  protected SourceDriver driver() {
    return new SqliteSourceDriver(Clock.systemUTC());
  }

  @Override
  protected Settings source() {
    return SqliteFile.settings(path("source"));
  }

  @Override
  protected Settings newTarget() {
    return SqliteFile.settings(path("target" + ++targets));
  }

  @Override
  protected String digest(Settings place) {
    return SqliteFile.digest(path(place));
  }

  @Override
  protected void occupy(Settings target) {
    SqliteFile.make(
        path(target), "create table theirs (v); insert into theirs values ('precious')");
  }

  @Override
  protected boolean isGone(Settings target) {
    return !Files.exists(path(target)) && leftovers().isEmpty();
  }

  @Override
  protected boolean hasLogin() {
    return false;
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return place;
  }

  @Override
  protected Settings unreachable(Settings place) {
    return SqliteFile.settings(bed.resolve("not-mounted").resolve("shop.db"));
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return SqliteFile.settings(path("alias"));
  }

  @Test
  void aHardLinkToProductionIsRefusedAndSoIsItsJournalsPlace() throws IOException {
    Path link = Files.createLink(path("hard"), path("source"));
    for (Path target : List.of(link, path("source-wal"), path("source-journal"))) {
      Fault fault =
          fault(() -> driver().checkTarget(SqliteFile.settings(target), source(), newRun()));
      assertThat(fault.code()).as(target.toString()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
    }
    Files.delete(link);
  }

  @Test
  void productionThatIsLostIsRefusedByItsPath() {
    Settings lost = SqliteFile.settings(path("lost"));
    Fault fault = fault(() -> driver().checkTarget(lost, lost, newRun()));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
  }

  @Test
  void aFileWithoutAnyByteIsATargetAsGoodAsAMissingOne() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    Files.createFile(path(target));
    restore(capture, members, target, TestStep.of(newRun(), 1));
    assertThat(digest(target)).isEqualTo(digest(source()));
  }

  @Test
  void whatIsNoDatabaseIsRefusedAsATargetToo() throws IOException {
    Settings target = newTarget();
    Files.writeString(path(target), "my diary");
    Fault fault = fault(() -> driver().checkTarget(target, source(), newRun()));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
  }

  @Test
  void staleJournalsOfALostDatabaseAreNotPlayedIntoTheRestoredOne() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    Settings target = newTarget();
    // A database whose log is of the same file as the point: what is in it would be taken.
    Path source = path("with-log");
    SqliteFile.make(
        source, "pragma journal_mode=wal; create table t (v); insert into t values (1)");
    SourceCapture capture =
        driver().capture("db", SqliteFile.settings(source), members, TestStep.of(newRun(), 1));
    try (Database keepsLog = Database.live(source)) {
      keepsLog.holdSnapshot();
      SqliteFile.make(source, "insert into t values (2)");
      assertThat(Files.size(path("with-log-wal"))).isPositive();
      for (String more : Place.COMPANIONS) {
        Files.write(
            path(target).resolveSibling(path(target).getFileName() + more),
            Files.readAllBytes(path("with-log-wal")));
      }
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
    RestoreReport report =
        driver()
            .restore(
                capture,
                members.members(),
                members,
                target,
                Settings.none(),
                TestStep.of(newRun(), 1));
    assertThat(SqliteFile.ask(path(target), "select group_concat(v) from t")).isEqualTo("1\n");
    assertThat(report.notes()).filteredOn(note -> note.contains("stale")).hasSize(3);
  }

  @Test
  void rightsAndOwnerAreThoseThatTheTargetSays() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings plain = newTarget();
    Files.setPosixFilePermissions(path("source"), PosixFilePermissions.fromString("rw-r-----"));
    restore(capture(new MemoryMembers("db")), members, plain, TestStep.of(newRun(), 1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path(plain))))
        .isEqualTo("rw-r-----");
    Settings target = with(with(newTarget(), "mode", "0604"), "group", "daemon");
    restore(capture, members, target, TestStep.of(newRun(), 1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path(target))))
        .isEqualTo("rw----r--");
    assertThat(Files.getAttribute(path(target), "posix:group")).hasToString("daemon");
    Settings unknown = with(newTarget(), "owner", "nobody-knows-them");
    Fault fault = fault(() -> restore(capture, members, unknown, TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.RESTORE_FAILED);
    assertThat(isGone(unknown)).isTrue();
  }

  @Test
  void whatATargetHoldsIsSetAsideWithItsLogAndNothingIsLost() throws IOException {
    Settings target = newTarget();
    occupy(target);
    Path log = path(target).resolveSibling(path(target).getFileName() + "-wal");
    Files.writeString(log, "commits");
    String run = newRun();
    Optional<String> aside = driver().setAside(target, source(), run);
    assertThat(aside).hasValue(path(target) + "_" + run);
    assertThat(Path.of(aside.get() + "-wal")).hasContent("commits");
    assertThat(isGone(target)).isTrue();
    assertThat(driver().setAside(target, source(), run)).isEqualTo(aside);
    assertThat(SqliteFile.ask(Path.of(aside.get()), "select v from theirs")).contains("precious");
    occupy(target);
    Fault fault = fault(() -> driver().setAside(target, source(), run));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(digest(target)).contains("precious");
    Fault production = fault(() -> driver().setAside(source(), source(), run));
    assertThat(production.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
  }

  @Test
  void aForgottenAttemptGivesWayToANewerOneAndAKilledOnesLeftoversGo() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    String run = newRun();
    RunMark mark = RunMark.ofRun(run, new Place(path(target)));
    Path newer = Files.createDirectory(bed.resolve(mark.stagingPrefix() + "2"));
    Files.writeString(newer.resolve("restored.sqlite"), "half");
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(run, 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    assertThat(newer.resolve("restored.sqlite")).exists();
    restore(capture, members, target, TestStep.of(run, 3));
    assertThat(digest(target)).isEqualTo(digest(source()));
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aDatabaseThatSomebodyElsePutInItsPlaceIsNotTheRuns() throws IOException {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    String run = newRun();
    restore(capture, members, target, TestStep.of(run, 1));
    Files.delete(path(target));
    // Some file systems give the same inode again at once.
    occupy(target);
    Fault fault = fault(() -> driver().discard(target, run));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(digest(target)).contains("precious");
  }

  @Test
  void contentsNameEachTableWithItsRowsAndAChecksum() {
    Map<String, Long> contents = capture(new MemoryMembers("db")).contents();
    assertThat(contents)
        .containsEntry("many", 20_000L)
        .containsEntry("\"empty \"\"table\"", 0L)
        .containsEntry("\"emoji 🚀 'x'\"", 3L)
        .containsEntry("search_content", 2L)
        .containsEntry("integrity findings", 0L)
        .containsEntry("foreign key violations", 0L)
        .containsKey("checksum of many")
        .containsKey("checksum of schema objects");
    assertThat(contents.get("checksum of many")).isPositive();
  }

  @Test
  void oneChangedValueIsFoundByItsTable() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Path changed = path("changed");
    String name = members.members().get(0).file();
    try {
      Files.write(changed, members.bytes(name));
      SqliteFile.make(changed, "pragma journal_mode=delete", "update many set v='x' where id=7");
      byte[] bytes = Files.readAllBytes(changed);
      MemoryMembers other = new MemoryMembers("db");
      try (var out = other.open("", Capture.FORMAT)) {
        out.write(bytes);
      }
      Settings target = newTarget();
      Fault fault = fault(() -> restore(capture, other, target, TestStep.of(newRun(), 1)));
      assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
      assertThat(fault.getMessage()).contains("checksum of many").doesNotContain("types");
      assertThat(isGone(target)).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> leftovers() {
    try (var entries = Files.list(bed)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(".drillbook-") && !name.endsWith(".run"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path path(String name) {
    return bed.resolve(name.contains(".") ? name : "it's " + name);
  }

  private static Path path(Settings place) {
    return Path.of(place.text("path"));
  }
}
