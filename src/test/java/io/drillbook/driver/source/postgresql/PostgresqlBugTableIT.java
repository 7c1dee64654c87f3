package io.drillbook.driver.source.postgresql;

import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.SECRETS;
import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.testbed.SampleDatabase;
import io.drillbook.testbed.TestBed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ways in which dumps of PostgreSQL have lost data elsewhere, and that no other test here has. */
class PostgresqlBugTableIT {
  private static final String DATABASE = "bug_table";
  private static final int CUTS = 10;

  private static SourceCapture whole;
  private static MemoryMembers wholeMembers;

  private final PostgresqlSourceDriver driver = new PostgresqlSourceDriver(SECRETS);

  @BeforeAll
  static void fill() {
    SampleDatabase.create(TestBed.production(), DATABASE, 1);
    wholeMembers = new MemoryMembers("db");
    whole = capture(wholeMembers, 64);
  }

  private static SourceCapture capture(MemoryMembers members, long splitAbove) {
    Map<String, Object> values = new HashMap<>(home().values());
    values.put(PostgresqlSettings.SPLIT_ABOVE, splitAbove);
    return new PostgresqlSourceDriver(SECRETS)
        .capture("db", new Settings(values), members, TestStep.of("backup-b", 1));
  }

  private static Settings home() {
    return settings(TestBed.production(), DATABASE);
  }

  private RestoreReport restore(SourceCapture capture, MemoryMembers members, String name) {
    return driver.restore(
        capture,
        members.members(),
        members,
        settings(TestBed.standby(), name),
        home(),
        TestStep.of("restore-" + name, 1));
  }

  private static SourceCapture with(String fact, String value) {
    Map<String, String> facts = new HashMap<>(whole.facts());
    facts.put(fact, value);
    return new SourceCapture("db", "postgresql", whole.dataTime(), facts, whole.contents());
  }

  private static MemoryMembers copy(MemoryMembers members) {
    MemoryMembers copy = new MemoryMembers("db");
    for (Member member : members.members()) {
      String file = member.file();
      String middle = file.substring("db".length(), file.indexOf("." + member.format()));
      try (OutputStream out =
          copy.open(middle.isEmpty() ? "" : middle.substring(1), member.format())) {
        out.write(members.bytes(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return copy;
  }

  @Test
  void aDumpThatIsCutAnywhereIsNeitherWholeNorRestored() {
    cutAnywhere(0);
  }

  @Tag("long")
  @Test
  void aDumpInOneMemberThatIsCutAnywhereIsNeitherWholeNorRestored() {
    cutAnywhere(64);
  }

  private void cutAnywhere(long splitAbove) {
    MemoryMembers good = new MemoryMembers("db");
    SourceCapture capture = capture(good, splitAbove);
    for (int cut = 0; cut < CUTS; cut++) {
      MemoryMembers members = copy(good);
      String file = splitAbove == 0 ? "db.0.pgdump.zst.pgp" : "db.pgdump.zst.pgp";
      int length = members.bytes(file).length;
      members.truncate(file, cut == CUTS - 1 ? length - 1 : length * cut / CUTS);
      Fault checked =
          catchThrowableOfType(
              Fault.class,
              () ->
                  driver.checkStructure(
                      capture, members.members(), members, TestStep.of("check-b", 1)));
      assertThat(checked).as("cut " + cut).isNotNull();
      assertThat(checked.code()).isEqualTo(FaultCode.CONTENT_MISMATCH);
      Fault restored =
          catchThrowableOfType(Fault.class, () -> restore(capture, members, "bug_cut"));
      assertThat(restored).as("cut " + cut).isNotNull();
    }
    assertThat(
            TestBed.standby()
                .query(
                    "postgres",
                    "select datname from pg_database where datname like 'drb%'"
                        + " or datname = 'bug_cut'"))
        .isEmpty();
  }

  @Test
  void aDumpByANewerClientThanAnyHereNamesBothVersions() {
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () -> restore(with(SourceFacts.CLIENT_MAJOR, "99"), wholeMembers, "bug_newer"));
    assertThat(fault.code()).isEqualTo(FaultCode.TOOL_MISSING);
    assertThat(fault.getMessage()).contains("a dump by version 99");
    assertThat(fault.hint()).contains("postgresql-client-99");
  }

  @Test
  void anExtensionThatTheTargetDoesNotHaveIsNamedBeforeAnythingIsMade() {
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () ->
                restore(
                    with(SourceFacts.EXTENSIONS, "plpgsql 1.0, postgis 3.4.2"),
                    wholeMembers,
                    "bug_extension"));
    assertThat(fault.code()).isEqualTo(FaultCode.RESTORE_FAILED);
    assertThat(fault.getMessage()).contains("'postgis'");
  }

  @Test
  void anotherVersionOfTheCollationIsOnTheRecord() {
    SourceCapture other =
        new SourceCapture(
            "db", "postgresql", whole.dataTime(), icu(whole.facts()), whole.contents());
    RestoreReport report = restore(other, wholeMembers, "bug_collation");
    assertThat(report.notes()).anyMatch(note -> note.contains("at home by 1.0-old"));
  }

  private static Map<String, String> icu(Map<String, String> captured) {
    Map<String, String> facts = new HashMap<>(captured);
    facts.put(SourceFacts.PROVIDER, "i");
    facts.put(SourceFacts.LOCALE, "de");
    facts.put(SourceFacts.COLLATION_VERSION, "1.0-old");
    return facts;
  }
}
