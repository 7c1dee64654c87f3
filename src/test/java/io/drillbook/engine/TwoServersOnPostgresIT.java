package io.drillbook.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.testbed.PostgresCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoServersOnPostgresIT {
  @TempDir static Path base;
  private static PostgresCluster postgres;

  @BeforeAll
  static void start() {
    postgres = PostgresCluster.start();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void two_servers_start_at_once_on_an_empty_database() {
    postgres.sql("postgres", "create role engine login password 'engine-secret'");
    postgres.sql("postgres", "create database engine owner engine");
    String yaml =
        """
        server: { address: 127.0.0.1, port: 0 }
        database: { url: "%s", username: engine, password: "${file:%s}" }
        users: { first-login-file: var/first-login.txt }
        """
            .formatted(postgres.jdbcUrl("engine"), TestServer.secretFile(base, "engine-secret"));

    List<CompletableFuture<TestServer>> starts =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> TestServer.start(base.resolve("node" + i), yaml)))
            .toList();

    try {
      List<TestServer> servers = starts.stream().map(CompletableFuture::join).toList();
      for (TestServer server : servers) {
        assertThat(server.anonymous().get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(server.engine().getIdentityService().createUserQuery().count()).isEqualTo(5);
      }
      assertThat(servers).filteredOn(server -> server.password("oncall") != null).hasSize(1);
      assertThat(
              postgres.query("engine", "select count(*) from pg_locks where locktype='advisory'"))
          .isEqualTo("0");
    } finally {
      starts.stream()
          .map(start -> start.handle((server, trouble) -> Optional.ofNullable(server)).join())
          .forEach(started -> started.ifPresent(TestServer::close));
    }
  }
}
