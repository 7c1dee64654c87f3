package io.drillbook.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.ReadinessInMemory;
import io.drillbook.usecase.RunIds;
import io.drillbook.usecase.RunsInMemory;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.readiness.ListKeys;
import io.drillbook.usecase.readiness.ProofOfDrills;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.StartReadinessCheck;
import io.drillbook.usecase.readiness.TakeFingerprint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch over the contract's plan; the engine does not take the first two starts. */
class ReadinessWatchTest {
  @TempDir Path folder;

  @Test
  void aCheckThatCouldNotBeStartedIsTriedAgainAndOneThatCouldIsNot() throws IOException {
    AtomicInteger starts = new AtomicInteger();
    AtomicInteger looks = new AtomicInteger();
    try (Stores stores = new Stores()) {
      ReadinessWatch watch = watch(stores, starts, looks);
      watch.start();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> looks.get() >= 6);
      watch.stop();
    }
    assertThat(starts).hasValue(3);
  }

  private ReadinessWatch watch(Stores stores, AtomicInteger starts, AtomicInteger looks)
      throws IOException {
    Clock clock = Clock.systemUTC();
    Plans plans = PlanFixture.plans();
    ReadinessInMemory reports = new ReadinessInMemory();
    TakeFingerprint fingerprint =
        new TakeFingerprint(
            () -> "models",
            () -> "program",
            new ListKeys(TestKeys.ring(folder, clock), plans, clock));
    return new ReadinessWatch(
        plans,
        reports,
        fingerprint,
        new StartReadinessCheck(
            plans,
            (process, run, variables, actor) -> {
              if (starts.incrementAndGet() < 3) {
                throw new IllegalStateException("the engine is not there yet");
              }
            },
            new RunIds(clock, new Random(1))),
        new ShowReadiness(
            plans,
            reports,
            fingerprint,
            new ProofOfDrills(new RunsInMemory(), stores.record, system -> List.of(), clock),
            clock),
        looks::incrementAndGet,
        new SimpleMeterRegistry(),
        Duration.ofMillis(20));
  }
}
