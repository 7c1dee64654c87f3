package io.drillbook.driver.source.postgresql;

import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.SECRETS;
import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.PublicSample;
import io.drillbook.testbed.TestBed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases that everybody knows, there and back, equal to the last row and definition. */
class PostgresqlSamplesIT {
  private final PostgresqlSourceDriver driver = new PostgresqlSourceDriver(SECRETS);

  @ParameterizedTest
  @EnumSource(names = "FOODMART", mode = EnumSource.Mode.EXCLUDE)
  void aSampleComesBack(PublicSample sample) throws SQLException {
    thereAndBack(sample);
  }

  @Tag("long")
  @Test
  void aSampleOfNearlyAMillionRowsComesBack() throws SQLException {
    thereAndBack(PublicSample.FOODMART);
  }

  private void thereAndBack(PublicSample sample) throws SQLException {
    PostgresCluster cluster = TestBed.production();
    String name = "sample_" + sample.name().toLowerCase(Locale.ROOT);
    cluster.sql("postgres", "create database " + name);
    try (Connection connection = cluster.connect(name)) {
      sample.load(connection);
    }
    MemoryMembers members = new MemoryMembers("db");
    Settings source = place(cluster, name);
    SourceCapture capture = driver.capture("db", source, members, TestStep.of("backup-s", 1));
    String back = name + "_back";
    driver.restore(
        capture,
        members.members(),
        members,
        place(cluster, back),
        source,
        TestStep.of("restore-s", 1));
    assertThat(cluster.digests(back)).isEqualTo(cluster.digests(name)).isNotEmpty();
    assertThat(AwkwardDatabase.definitions(cluster, back))
        .isEqualTo(AwkwardDatabase.definitions(cluster, name))
        .hasSizeGreaterThan(10);
  }

  private static Settings place(PostgresCluster cluster, String name) {
    return settings(cluster.url(name), PostgresCluster.SUPERUSER, PostgresCluster.PASSWORD);
  }
}
