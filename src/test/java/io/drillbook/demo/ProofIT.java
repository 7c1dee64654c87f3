package io.drillbook.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofIT {
  private final List<String> said = new ArrayList<>();

  @Test
  void equalRowsProveAndEveryDifferenceIsSeen() throws Exception {
    Path home = Files.createTempDirectory(Path.of("/tmp"), "dbproof");
    try (SampleSystem system = SampleSystem.start(home, Clock.systemUTC())) {
      Customers customers = system.customers();
      await().atMost(Duration.ofMinutes(1)).until(() -> customers.promises().size() >= 5);
      PrivatePostgres production = system.production();
      Proof proof = new Proof();
      proof.noteBeforeBackup(production);
      await().atMost(Duration.ofMinutes(1)).until(() -> customers.promises().size() >= 10);
      customers.pause();
      Instant dataTime = Instant.now();
      proof.noteBeforeDisaster(production, dataTime);

      assertThat(holds(proof, system, dataTime)).isTrue();

      long promised = customers.promises().get(7).number();
      change(production, "update orders set pieces = pieces + 1 where id = " + promised);
      assertThat(holds(proof, system, dataTime)).as("a changed row").isFalse();
      change(production, "update orders set pieces = pieces - 1 where id = " + promised);
      assertThat(holds(proof, system, dataTime)).isTrue();

      change(production, "insert into customers (name) values ('nobody')");
      assertThat(holds(proof, system, dataTime)).as("a foreign row").isFalse();
      change(production, "delete from customers where name = 'nobody'");

      change(production, "delete from orders where id = " + promised);
      assertThat(holds(proof, system, dataTime)).as("a lost promise").isFalse();
    }
    Folders.delete(home);
  }

  private boolean holds(Proof proof, SampleSystem system, Instant dataTime) throws Exception {
    return proof.holds(system.production(), system.customers().promises(), dataTime, said::add);
  }

  private static void change(PrivatePostgres cluster, String sql) {
    cluster.execute("shop", sql);
  }
}
