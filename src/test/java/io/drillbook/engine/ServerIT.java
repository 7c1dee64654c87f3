package io.drillbook.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIT {
  @TempDir static Path base;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(base);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void the_health_probe_says_up_without_a_login_and_tells_nothing_else() {
    var answer = server.anonymous().get("/actuator/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void first_start_writes_one_user_group_and_password_per_line_for_the_owner_only()
      throws Exception {
    List<String> lines = Files.readAllLines(server.firstLoginFile());

    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).matches("oncall oncall [A-Za-z0-9-]{23}");
    assertThat(Files.getPosixFilePermissions(server.firstLoginFile()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void only_its_owner_reads_the_embedded_database() throws Exception {
    assertThat(Files.getPosixFilePermissions(base.resolve("var/engine.mv.db")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void each_first_user_logs_in_with_its_one_time_password() {
    for (String user : List.of("oncall", "approver", "manager", "auditor", "admin")) {
      assertThat(server.as(user).get("/api/v1/session").body()).contains("\"user\":\"" + user);
    }
  }
}
