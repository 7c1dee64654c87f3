package io.drillbook.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.ReadinessInMemory;
import io.drillbook.usecase.RunsInMemory;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.readiness.ListKeys;
import io.drillbook.usecase.readiness.ProofOfDrills;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.ShowReadiness.Standing;
import io.drillbook.usecase.readiness.TakeFingerprint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch over the contract's plan; the engine does not take the first two starts. */
class ReadinessWatchTest {
  private static final String SHOP = "shop";

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

  /**
   * After a new release all are out of date; plans that cannot be checked must not be in the way.
   */
  @Test
  void ofManyThatChangedSomeAreCheckedAtEachLook() throws IOException {
    List<String> started = new CopyOnWriteArrayList<>();
    AtomicInteger looks = new AtomicInteger();
    Map<String, Standing> many = new TreeMap<>();
    try (Stores stores = new Stores()) {
      Standing one = show(stores).of(SHOP);
      IntStream.range(0, 180)
          .mapToObj("s%03d"::formatted)
          .forEach(system -> many.put(system, named(system, one)));
      ReadinessWatch watch =
          new ReadinessWatch(
              PlanFixture.plans(),
              () -> many,
              system -> {
                if (system.compareTo("s060") < 0) {
                  throw new IllegalStateException("its plan was taken away");
                }
                started.add(looks.get() + " " + system);
              },
              looks::incrementAndGet,
              new SimpleMeterRegistry(),
              Duration.ofMillis(20),
              Clock.systemUTC());
      watch.start();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> looks.get() >= 5);
      watch.stop();
    }
    assertThat(started).filteredOn(it -> it.startsWith("0 ")).hasSize(50).contains("0 s060");
    assertThat(started).hasSize(120);
  }

  private static Standing named(String system, Standing one) {
    return new Standing(
        system,
        one.readiness(),
        one.since(),
        one.report(),
        one.schedule(),
        one.inForce(),
        one.proof());
  }

  private ReadinessWatch watch(Stores stores, AtomicInteger starts, AtomicInteger looks)
      throws IOException {
    ShowReadiness show = show(stores);
    return new ReadinessWatch(
        PlanFixture.plans(),
        () -> Map.of(SHOP, show.of(SHOP)),
        system -> {
          if (starts.incrementAndGet() < 3) {
            throw new IllegalStateException("the engine is not there yet");
          }
        },
        looks::incrementAndGet,
        new SimpleMeterRegistry(),
        Duration.ofMillis(20),
        Clock.systemUTC());
  }

  private ShowReadiness show(Stores stores) throws IOException {
    Clock clock = Clock.systemUTC();
    Plans plans = PlanFixture.plans();
    TakeFingerprint fingerprint =
        new TakeFingerprint(
            () -> "models",
            () -> "program",
            new ListKeys(TestKeys.ring(folder, clock), plans, clock));
    return new ShowReadiness(
        plans,
        new ReadinessInMemory(),
        fingerprint,
        new ProofOfDrills(new RunsInMemory(), stores.record, system -> List.of(), clock),
        clock);
  }
}
