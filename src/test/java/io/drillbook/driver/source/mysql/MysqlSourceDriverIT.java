package io.drillbook.driver.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.MariadbServer;
import io.drillbook.testbed.TestBed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a real MariaDB server, and whom a restore may not touch. */
class MysqlSourceDriverIT extends SourceDriverContract {
  private static final MariadbServer SERVER = TestBed.mariadb();
  private static int targets;

  @BeforeAll
  static void build() {
    if (!SERVER.exists(Zoo.DATABASE)) {
      Zoo.build(SERVER);
    }
  }

  @Override
  protected SourceDriver driver() {
    return new MysqlSourceDriver(MariadbServer.secrets());
  }

  @Override
  protected Settings source() {
    return SERVER.settings(Zoo.DATABASE);
  }

  @Override
  protected Settings newTarget() {
    return SERVER.settings("back `" + ++targets + "`");
  }

  @Override
  protected String digest(Settings place) {
    return SERVER.digest(database(place));
  }

  @Override
  protected void occupy(Settings target) {
    SERVER.sql("", "create database " + MariadbServer.quoted(database(target)));
    SERVER.sql(
        database(target),
        "create table theirs (v varchar(20))",
        "insert into theirs values ('precious')");
  }

  @Override
  protected boolean isGone(Settings target) {
    return !SERVER.exists(database(target));
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return with(place, "password", new SecretReference("test", "wrong"));
  }

  @Override
  protected Settings unreachable(Settings place) {
    return with(place, "url", "mysql://127.0.0.1:1/shop");
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return with(source, "url", SERVER.url("localhost", Zoo.DATABASE));
  }

  @Test
  void anEmptyDatabaseIsATargetAsGoodAsAMissingOne() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    SERVER.sql("", "create database " + MariadbServer.quoted(database(target)));
    restore(capture, members, target, TestStep.of(newRun(), 1));
    assertThat(digest(target)).isEqualTo(digest(source()));
    assertThat(
            SERVER.query(
                "",
                "select default_collation_name from information_schema.schemata where schema_name = '"
                    + database(target)
                    + "'"))
        .isEqualTo("utf8mb4_unicode_ci");
  }

  @Test
  void aDatabaseThatHoldsARoutineOnlyIsNotEmpty() {
    Settings target = newTarget();
    SERVER.sql("", "create database " + MariadbServer.quoted(database(target)));
    SERVER.sql(database(target), "create procedure theirs() select 1");
    Fault fault = fault(() -> driver().checkTarget(target, source(), newRun()));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_NOT_EMPTY);
  }

  @Test
  void productionIsRefusedInOtherLettersAndWhereItsDatabaseIsLost() {
    Settings lost = SERVER.settings("lost");
    Settings letters = with(SERVER.settings("LOST"), "url", SERVER.url("localhost", "LOST"));
    for (Settings target : java.util.List.of(lost, letters)) {
      Fault fault = fault(() -> driver().checkTarget(target, lost, newRun()));
      assertThat(fault.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
    }
  }

  @Test
  void aSilentProductionThatTheTargetCouldBeIsRefusedUnlessItIsSaidToBeACopy() {
    SERVER.sql("", "create database silent");
    SERVER.sql("silent", "create table t (v int)");
    Settings home = SERVER.settings("silent");
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = driver().capture("db", home, members, TestStep.of(newRun(), 1));
    SERVER.sql("", "drop database silent");
    Settings silent = with(home, "url", "mysql://192.0.2.1:1/silent");
    Fault fault =
        fault(
            () ->
                driver()
                    .restore(
                        capture,
                        members.members(),
                        members,
                        home,
                        silent,
                        TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
    driver()
        .restore(
            capture,
            members.members(),
            members,
            with(home, "clone-of-production", true),
            silent,
            TestStep.of(newRun(), 1));
    assertThat(SERVER.exists("silent")).isTrue();
    SERVER.sql("", "drop database silent");
  }

  @Test
  void eventsComeLastAndSleepWhereTheTargetSaysSo() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = with(newTarget(), "events", "disable");
    RestoreReport report = restore(capture, members, target, TestStep.of(newRun(), 1));
    String states =
        "select concat(event_name, ' ', status) from information_schema.events where event_schema"
            + " = '%s' order by 1";
    assertThat(SERVER.query("", states.formatted(database(target))))
        .isEqualTo("nightly DISABLED\npaused DISABLED");
    assertThat(report.notes()).anyMatch(note -> note.contains("nightly"));
    assertThat(report.contents()).containsEntry("events", 2L);
  }

  @Test
  void contentsNameEachTableWithItsRowsAndAChecksum() {
    SourceCapture capture = capture(new MemoryMembers("db"));
    assertThat(capture.contents())
        .containsEntry("many", 20_000L)
        .containsEntry("`empty ``table```", 0L)
        .containsEntry("views", 2L)
        .containsEntry("routines", 2L)
        .containsEntry("triggers", 1L)
        .containsEntry("events", 2L)
        .containsEntry("sequences", 1L)
        .containsKey("checksum of many");
    assertThat(capture.facts())
        .containsEntry("server-version", SERVER.query("", "select version()"))
        .containsKey("client-version")
        .doesNotContainValue(MariadbServer.PASSWORD);
  }

  @Test
  void aForgottenAttemptGivesWayToANewerOneAndAKilledOnesDatabaseGoes() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    String run = newRun();
    RunMark mark = RunMark.of(run, capture.dataTime(), members.members());
    try (Place place = new Place(new Server(target, MariadbServer.secrets(), Side.TARGET))) {
      place.create(mark, 2, "utf8mb4", "utf8mb4_general_ci");
    }
    SERVER.sql(database(target), "create table half (v int)");
    Fault fault = fault(() -> restore(capture, members, target, TestStep.of(run, 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED);
    assertThat(isGone(target)).isFalse();
    restore(capture, members, target, TestStep.of(run, 3));
    assertThat(digest(target)).isEqualTo(digest(source()));
  }

  @Test
  void aDatabaseThatSomebodyElsePutInItsPlaceIsNotTheRuns() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    String run = newRun();
    restore(capture, members, target, TestStep.of(run, 1));
    SERVER.sql("", "drop database " + MariadbServer.quoted(database(target)));
    occupy(target);
    Fault fault = fault(() -> driver().discard(target, run));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(digest(target)).contains("precious");
  }

  @Test
  void tablesAreSetAsideAndAnythingElseIsRefused() {
    Settings target = newTarget();
    occupy(target);
    SERVER.sql(
        database(target),
        "create table a (id int primary key) engine=InnoDB",
        "create table b (a int references a(id)) engine=InnoDB");
    String run = newRun();
    Optional<String> aside = driver().setAside(target, source(), run);
    assertThat(aside).hasValueSatisfying(name -> assertThat(name).endsWith("_" + run));
    assertThat(SERVER.query(aside.get(), "select v from theirs")).isEqualTo("precious");
    driver().checkTarget(target, source(), run);
    assertThat(driver().setAside(target, source(), run)).isEmpty();
    SERVER.sql(database(target), "create table t (v int)", "create view seen as select v from t");
    Fault fault = fault(() -> driver().setAside(target, source(), newRun()));
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(fault.getMessage()).contains("views=1");
    Fault production = fault(() -> driver().setAside(source(), source(), run));
    assertThat(production.code()).isEqualTo(FaultCode.TARGET_IS_PRODUCTION);
  }

  @Test
  void aRestoredDatabaseIsCapturedWithoutTheMark() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Settings target = newTarget();
    restore(capture, members, target, TestStep.of(newRun(), 1));
    MemoryMembers again = new MemoryMembers("db");
    SourceCapture second = driver().capture("db", target, again, TestStep.of(newRun(), 1));
    assertThat(second.contents()).isEqualTo(capture.contents());
    assertThat(new String(again.bytes("db.sql.zst.pgp"), StandardCharsets.UTF_8))
        .doesNotContain(RunMark.TABLE);
  }

  @Test
  void oneRowLessIsFoundByItsTableAndTheDatabaseIsDropped() {
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = capture(members);
    Map<String, Long> more = new java.util.HashMap<>(capture.contents());
    more.merge("many", 1L, Long::sum);
    SourceCapture wrong =
        new SourceCapture("db", "mysql", capture.dataTime(), capture.facts(), more);
    Settings target = newTarget();
    Fault fault = fault(() -> restore(wrong, members, target, TestStep.of(newRun(), 1)));
    assertThat(fault.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
    assertThat(fault.getMessage()).contains("many has 20000 instead of 20001");
    assertThat(isGone(target)).isTrue();
  }

  private static String database(Settings place) {
    String url = place.text("url");
    return URLDecoder.decode(
        url.substring(url.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
