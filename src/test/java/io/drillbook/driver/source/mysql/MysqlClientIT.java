package io.drillbook.driver.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.MemoryMembers;
import io.drillbook.driver.source.TestStep;
import io.drillbook.testbed.MariadbServer;
import io.drillbook.testbed.TestBed;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bug 21 of the table: MariaDB's dumps begin with a line of the client's own commands, which
 * clients that are older than it, and MySQL's, end at.
 */
@Timeout(300)
class MysqlClientIT {
  private static final MariadbServer SERVER = TestBed.mariadb();

  /** What such a client says of the line, unless it reads nothing but SQL. */
  private static final String OLD =
      """
      IFS= read -r first
      if [[ "$first" == *sandbox* && " $* " != *" --binary-mode "* ]]; then
        echo "ERROR at line 1: Unknown command '-'." >&2; exit 1
      fi
      { printf '%s\\n' "$first"; cat; } | "$REAL" "$@"
      """;

  @TempDir Path folder;
  private final MemoryMembers members = new MemoryMembers("db");
  private SourceCapture capture;

  @BeforeEach
  void captureOneRow() {
    SERVER.sql("", "drop database if exists oldclient", "create database oldclient");
    SERVER.sql("", "drop database if exists oldclient_back");
    SERVER.sql("oldclient", "create table a (id int primary key)", "insert into a values (7)");
    capture =
        new MysqlSourceDriver(MariadbServer.secrets())
            .capture(
                "db", SERVER.settings("oldclient"), members, TestStep.of("backup-oldclient", 1));
  }

  /** Seen to fail: without {@code --binary-mode} in {@link RestoreProcess}. */
  @Test
  void aClientThatDoesNotKnowTheFirstLineOfTheDumpRestoresItAllTheSame() {
    restore(OLD);
    assertThat(SERVER.query("oldclient_back", "select id from a")).isEqualTo("7");
  }

  /** Seen to fail: where the exit code is not looked at, the fault does not tell of the line. */
  @Test
  void aClientThatEndsAtTheFirstLineSaysSoAndLeavesNothing() {
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () -> restore("echo \"ERROR at line 1: Unknown command '-'.\" >&2; exit 1"));
    assertThat(fault).isNotNull();
    assertThat(fault.getMessage() + fault.hint()).contains("Unknown command");
    assertThat(SERVER.query("", "show databases like 'oldclient%back%'")).isEmpty();
  }

  private void restore(String client) {
    Settings target = SERVER.settings("oldclient_back");
    new MysqlSourceDriver(MariadbServer.secrets(), FakeTools.restoring(folder, client))
        .restore(
            capture,
            members.members(),
            members,
            target,
            SERVER.settings("oldclient"),
            TestStep.of("restore-oldclient", 1));
  }
}
