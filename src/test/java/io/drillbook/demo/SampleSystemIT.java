package io.drillbook.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleSystemIT {
  @Test
  void ordersFlowUntilProductionIsDestroyedAndNothingStaysBehind() throws Exception {
    Path home = Files.createTempDirectory(Path.of("/tmp"), "dbdemo");
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    try (SampleSystem system = SampleSystem.start(home, Clock.systemUTC())) {
      await().atMost(Duration.ofMinutes(1)).until(() -> system.customers().promises().size() > 5);
      assertThat(Web.get(system.door().address() + "/").body())
          .contains("served from <b>production</b>");
      assertThat(Web.get(system.standbyAddress() + "/status").status()).isEqualTo(503);
      long refused = system.customers().refused();
      assertThat(refused).isZero();

      system.destroyProduction();

      assertThat(system.production().data()).doesNotExist();
      await().atMost(Duration.ofMinutes(1)).until(() -> system.customers().refused() > 5);
      assertThat(Web.get(system.door().address() + "/").status()).isEqualTo(503);
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                    .isSubsetOf(before));
    Folders.delete(home);
    assertThat(home).doesNotExist();
  }
}
