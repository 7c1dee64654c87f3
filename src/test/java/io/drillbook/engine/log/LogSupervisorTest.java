package io.drillbook.engine.log;

import static org.awaitility.Awaitility.await;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.log.LogHealth;
import io.drillbook.spi.log.LogSource;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.LogsInMemory;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.log.KeepLog;
import io.drillbook.usecase.log.ListLogs;
import io.drillbook.usecase.log.LogTools;
import io.drillbook.usecase.log.TellOfLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** Two servers, one receiver. */
class LogSupervisorTest {
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir Path folder;
  private final LogsInMemory store = new LogsInMemory();
  private final AtomicInteger receiving = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @Test
  void theOtherServerTakesOverAndNeverReceivesAtTheSameTime() {
    LogSupervisor one = supervisor("one");
    LogSupervisor two = supervisor("two");
    one.start();
    await().atMost(LONG).until(() -> receiving.get() == 2);
    two.start();
    one.stop();
    await().atMost(LONG).until(() -> two.count() == 2 && receiving.get() == 2);
    two.stop();
    await().atMost(LONG).until(() -> receiving.get() == 0);
    Assertions.assertThat(most).as("two sources, one receiver each").hasValue(2);
  }

  @Test
  void whoDoesNotRenewStopsBeforeAnotherOneBegins() {
    LogSupervisor one = supervisor("one");
    one.start();
    await().atMost(LONG).until(() -> receiving.get() == 2);
    ProtectionPlan plan = Bench.plan(List.of("primary"), List.of("primary"));
    plan.sources().keySet().forEach(name -> store.letGo("shop", name, "one"));
    plan.sources()
        .keySet()
        .forEach(
            name ->
                store.hold("shop", name, "other", java.time.Instant.now(), java.time.Instant.MAX));
    await().atMost(LONG).until(() -> receiving.get() == 0 && one.count() == 0);
    one.stop();
  }

  private LogSupervisor supervisor(String holder) {
    LogSource log = Mockito.mock(LogSource.class);
    Mockito.when(log.keepsLog(Mockito.any())).thenReturn(true);
    Mockito.when(log.markEvery(Mockito.any())).thenReturn(Duration.ofMinutes(1));
    Mockito.when(log.health(Mockito.any(), Mockito.any()))
        .thenReturn(new LogHealth("1", false, false, 0, OptionalLong.empty(), false, "0/0"));
    Mockito.doAnswer(
            call -> {
              receive(call.getArgument(4));
              return null;
            })
        .when(log)
        .receive(Mockito.any(), Mockito.any(), Mockito.any(), Mockito.any(), Mockito.any());
    SourceDriver driver = Mockito.mock(SourceDriver.class);
    Mockito.when(driver.kind()).thenReturn("made-up");
    Mockito.when(driver.log()).thenReturn(Optional.of(log));
    Plans plans = Mockito.mock(Plans.class);
    Mockito.when(plans.all())
        .thenReturn(List.of(Bench.plan(List.of("primary"), List.of("primary"))));
    Path own = folder.resolve(holder);
    own.toFile().mkdirs();
    Bench bench = new Bench(own);
    LogTools tools =
        new LogTools(
            bench.configured(),
            bench.keys,
            bench.catalog,
            store,
            new TellOfLog(new NotifyPeople(Mockito.mock(OutboxStore.class), Clock.systemUTC())),
            system -> true,
            folder.resolve("spool"),
            Clock.systemUTC());
    return new LogSupervisor(
        new ListLogs(plans, new SourceDrivers(List.of(driver))),
        store,
        subject -> new KeepLog(subject, tools),
        holder,
        Duration.ofSeconds(3),
        Clock.systemUTC());
  }

  private void receive(StepContext context) throws InterruptedException {
    most.accumulateAndGet(receiving.incrementAndGet(), Math::max);
    CountDownLatch end = new CountDownLatch(1);
    context.cancellation().onCancel(end::countDown);
    end.await();
    receiving.decrementAndGet();
    context.cancellation().check();
  }
}
