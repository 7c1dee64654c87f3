package io.drillbook.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoOnceIT {
  @Test
  void theDemoProvesWhatItRecoversAndLeavesNothingRunning() {
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    List<String> lines = Collections.synchronizedList(new ArrayList<>());

    int exitCode = Demo.run(true, lines::add, Clock.systemUTC());

    String said = String.join("\n", lines);
    assertThat(exitCode).as(said).isZero();
    assertThat(said)
        .contains("DESTROYED production", "verdict   SUCCEEDED", "SERVICE CONFIRMED")
        .containsPattern("\\n  customers +200 rows owed, 200 recovered, SHA-256 .* equal\\n")
        .containsPattern("\\n  orders .* SHA-256 .* equal\\n")
        .containsPattern("\\n  shop +through HAProxy: standby: .* served again\\n")
        .containsPattern("\\n  RTO .* 30 min allowed +met\\n")
        .containsPattern("\\n  RPO .* 60 min allowed +met\\n")
        .endsWith("VERDICT: SUCCEEDED, data proven equal");
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                    .isSubsetOf(before));
  }
}
