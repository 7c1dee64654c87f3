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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database of nothing but special cases, into a cluster that knows none of its roles. */
class PostgresqlAwkwardIT {
  private final PostgresqlSourceDriver driver = new PostgresqlSourceDriver(SECRETS);

  @BeforeAll
  static void fill() {
    AwkwardDatabase.create(TestBed.production());
  }

  static Settings place(PostgresCluster cluster) {
    String name =
        java.net.URLEncoder.encode(AwkwardDatabase.NAME, StandardCharsets.UTF_8)
            .replace("+", "%20");
    return settings(cluster.url(name), PostgresCluster.SUPERUSER, PostgresCluster.PASSWORD);
  }

  @Test
  void everythingComesBackToABareCluster() {
    thereAndBack(0);
  }

  @Tag("long")
  @Test
  void everythingComesBackFromOneMember() {
    thereAndBack(64);
  }

  private void thereAndBack(long splitAbove) {
    Map<String, Object> values = new HashMap<>(place(TestBed.production()).values());
    values.put(PostgresqlSettings.SPLIT_ABOVE, splitAbove);
    Settings source = new Settings(values);
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture = driver.capture("db", source, members, TestStep.of("backup-a", 1));
    try (PostgresCluster bare = PostgresCluster.start()) {
      driver.restore(
          capture, members.members(), members, place(bare), source, TestStep.of("restore-a", 1));
      String name = AwkwardDatabase.NAME;
      assertSame(
          AwkwardDatabase.rows(bare, name), AwkwardDatabase.rows(TestBed.production(), name));
      assertSame(
          AwkwardDatabase.catalog(bare, name), AwkwardDatabase.catalog(TestBed.production(), name));
      assertSame(AwkwardDatabase.roles(bare), AwkwardDatabase.roles(TestBed.production()));
    }
  }

  /** Thousands of lines: only those that differ are shown. */
  private static void assertSame(List<String> found, List<String> expected) {
    List<String> more = new ArrayList<>(found);
    List<String> missing = new ArrayList<>(expected);
    expected.forEach(more::remove);
    found.forEach(missing::remove);
    assertThat(more).as("more than there was; missing: " + missing).isEmpty();
    assertThat(missing).as("missing").isEmpty();
    assertThat(found).hasSizeGreaterThan(3);
  }
}
