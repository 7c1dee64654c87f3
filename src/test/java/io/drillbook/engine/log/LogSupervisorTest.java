package io.drillbook.engine.log;

import static org.awaitility.Awaitility.await;

import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.log.LogHealth;
import io.drillbook.spi.log.LogSource;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.LogStore;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.usecase.Around;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.mockito.invocation.InvocationOnMock;

/** Two servers, one receiver. */
class LogSupervisorTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final Duration SHORT = Duration.ofMillis(1500);

  @TempDir Path folder;
  private final LogsInMemory store = new LogsInMemory();
  private final AtomicInteger receiving = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final List<String> released = new CopyOnWriteArrayList<>();
  private volatile List<ProtectionPlan> plans = List.of(plan("d", Map.of()));
  private volatile CountDownLatch ends = new CountDownLatch(0);
  private volatile boolean dies;
  private Duration lease = Duration.ofSeconds(3);

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
  void whoCannotRenewStopsByItselfBeforeAnotherOneBegins() throws Exception {
    CountDownLatch databaseIsBack = new CountDownLatch(1);
    AtomicBoolean databaseHangs = new AtomicBoolean();
    LogStore hanging =
        Around.port(
            LogStore.class,
            store,
            (method, arguments, real) -> {
              if (databaseHangs.get()) {
                databaseIsBack.await();
              }
              return real.ask();
            });
    // What lies between the end of the one and the begin of the other is a third of it.
    lease = Duration.ofMillis(4500);
    LogSupervisor one = supervisor("one", hanging);
    one.start();
    await().atMost(LONG).until(() -> receiving.get() == 2);
    databaseHangs.set(true);
    LogSupervisor two = supervisor("two");
    two.start();
    await().atMost(LONG).until(() -> two.count() == 2);
    await().atMost(LONG).until(() -> receiving.get() == 2);
    Assertions.assertThat(most).as("two sources, one receiver each").hasValue(2);
    databaseIsBack.countDown();
    two.stop();
    one.stop();
  }

  @Test
  void nothingBeginsBeforeWhatWasThereHasReallyEnded() throws Exception {
    ends = new CountDownLatch(1);
    LogSupervisor one = supervisor("one");
    one.start();
    await().atMost(LONG).until(() -> receiving.get() == 2);
    plans = List.of(plan("e", Map.of()));
    await().atMost(LONG).until(() -> cancelled.get() == 2);
    Thread.sleep(3000);
    Assertions.assertThat(begun).as("still the first two").hasValue(2);
    Instant now = Instant.now();
    Assertions.assertThat(store.hold("shop", "db", "two", now, now.plusSeconds(3))).isFalse();
    ends.countDown();
    await().atMost(LONG).until(() -> begun.get() == 4 && receiving.get() == 2);
    Assertions.assertThat(most).hasValue(2);
    one.stop();
  }

  @Test
  void aReceiverThatDiedIsFollowedByAnother() {
    dies = true;
    lease = SHORT;
    LogSupervisor one = supervisor("one");
    one.start();
    // The two die of an error that nobody catches, which is what this is about.
    await()
        .dontCatchUncaughtExceptions()
        .atMost(LONG)
        .until(() -> begun.get() >= 4 && receiving.get() == 2);
    one.stop();
  }

  @Test
  void theSlotGoesWithWhatThePlanDoesNotWantAnyMoreAndNotWithThePlan() {
    lease = SHORT;
    LogSupervisor one = supervisor("one");
    one.start();
    await().atMost(LONG).until(() -> receiving.get() == 2);
    plans = List.of(plan("e", Map.of("slot", "another")));
    await().atMost(LONG).until(() -> released.size() == 1);
    Assertions.assertThat(released).containsExactly("drillbook_shop_db");
    plans = List.of(plan("f", Map.of("slot", "another", "log", false)));
    await().atMost(LONG).until(() -> released.size() == 2 && one.count() == 1);
    Assertions.assertThat(released).containsExactly("drillbook_shop_db", "another");
    plans = List.of();
    await().atMost(LONG).until(() -> one.count() == 0);
    Assertions.assertThat(released).as("a plan that is gone may come back").hasSize(2);
    one.stop();
  }

  /** The plan with other settings of its first source. */
  private static ProtectionPlan plan(String digest, Map<String, Object> settings) {
    ProtectionPlan usual = Bench.plan(List.of("primary"), List.of("primary"));
    Map<String, SourcePlan> sources = new LinkedHashMap<>(usual.sources());
    sources.put(
        "db", new SourcePlan("db", "made-up", new Settings(settings), Optional.empty(), Set.of()));
    return new ProtectionPlan(
        usual.system(),
        usual.owner(),
        usual.zone(),
        usual.objectives(),
        sources,
        usual.backup(),
        usual.retention(),
        usual.readBack(),
        usual.targets(),
        usual.verify(),
        usual.recovery(),
        usual.approvals(),
        usual.drills(),
        usual.audience(),
        digest.repeat(64),
        usual.readiness(),
        EvidencePlan.NONE);
  }

  private LogSupervisor supervisor(String holder) {
    return supervisor(holder, store);
  }

  private LogSupervisor supervisor(String holder, LogStore store) {
    LogSource log = Mockito.mock(LogSource.class);
    Mockito.when(log.keepsLog(Mockito.any()))
        .thenAnswer(call -> call.<Settings>getArgument(0).flag("log", true));
    Mockito.when(log.place(Mockito.any(), Mockito.any())).thenAnswer(call -> slot(call));
    Mockito.doAnswer(call -> released.add(slot(call)))
        .when(log)
        .release(Mockito.any(), Mockito.any());
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
    Plans inForce = Mockito.mock(Plans.class);
    Mockito.when(inForce.all()).thenAnswer(call -> plans);
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
        new ListLogs(inForce, new SourceDrivers(List.of(driver))),
        store,
        subject -> new KeepLog(subject, tools),
        holder,
        lease,
        Clock.systemUTC());
  }

  private static String slot(InvocationOnMock call) {
    return call.<Settings>getArgument(1).optionalText("slot").orElse(call.getArgument(0));
  }

  private void receive(StepContext context) throws InterruptedException {
    if (begun.incrementAndGet() <= 2 && dies) {
      throw new StackOverflowError("of the test");
    }
    most.accumulateAndGet(receiving.incrementAndGet(), Math::max);
    CountDownLatch end = new CountDownLatch(1);
    context.cancellation().onCancel(end::countDown);
    end.await();
    cancelled.incrementAndGet();
    ends.await();
    receiving.decrementAndGet();
    context.cancellation().check();
  }
}
