package io.drillbook.driver.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.testbed.MariadbServer;
import io.drillbook.testbed.PublicSample;
import io.drillbook.testbed.TestBed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases that everybody knows, there and back, equal by digest. */
class MysqlSamplesIT {
  private static final MariadbServer SERVER = TestBed.mariadb();

  @ParameterizedTest
  @EnumSource(names = {"CHINOOK", "STEELWHEELS", "SCOTT"})
  void aSampleComesBack(PublicSample sample) throws SQLException {
    String name = "sample_" + sample.name().toLowerCase(Locale.ROOT);
    SERVER.sql("", "create database " + name + " character set utf8mb4");
    try (Connection connection = SERVER.connect(name)) {
      sample.loadIntoMariadb(connection);
    }
    MysqlSourceDriver driver = new MysqlSourceDriver(MariadbServer.secrets());
    MemoryMembers members = new MemoryMembers("db");
    SourceCapture capture =
        driver.capture("db", SERVER.settings(name), members, TestStep.of("backup-s", 1));
    String back = name + "_back";
    driver.restore(
        capture,
        members.members(),
        members,
        SERVER.settings(back),
        SERVER.settings(name),
        TestStep.of("restore-s", 1));
    assertThat(SERVER.digest(back)).isEqualTo(SERVER.digest(name)).contains("INSERT INTO");
  }
}
