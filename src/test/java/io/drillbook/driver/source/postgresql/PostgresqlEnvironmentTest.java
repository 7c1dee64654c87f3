package io.drillbook.driver.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Side;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the client programs are told, and by which way. */
class PostgresqlEnvironmentTest {
  private final Server server =
      new Server(
          new Settings(
              Map.of(
                  "url", "postgresql://db.example:6432/shop",
                  "username", "backup",
                  "password", new SecretReference("environment", "SHOP"))),
          reference -> Secret.of("hunter2"),
          Side.SOURCE);

  @Test
  void addressAndPasswordGoByEnvironment() {
    assertThat(server.environment())
        .containsEntry("PGHOST", "db.example")
        .containsEntry("PGPORT", "6432")
        .containsEntry("PGUSER", "backup")
        .containsEntry("PGPASSWORD", "hunter2");
    assertThat(Server.conninfo("a'b\\c d")).isEqualTo("dbname='a\\'b\\\\c d'");
  }

  @Test
  void anInheritedAddressCannotLeadToAnotherServer() {
    assertThat(server.environment())
        .containsEntry("PGHOSTADDR", "")
        .containsEntry("PGSERVICE", "")
        .containsEntry("PGOPTIONS", "");
  }

  @Test
  void anEmptyValueTakesAnInheritedVariableAway() throws IOException {
    try (ChildProcess child =
        ChildProcess.start(
            List.of("/usr/bin/env"), Map.of("PATH", "", "SEEN", "1"), null, new Cancellation())) {
      String seen = new String(child.output().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.await()).isZero();
      assertThat(seen.lines()).contains("SEEN=1").noneMatch(line -> line.startsWith("PATH="));
    }
  }
}
