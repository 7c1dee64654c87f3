package io.drillbook.usecase.log;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.log.LogSource;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.testbed.TestStep;
import io.drillbook.usecase.SourceDrivers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Receives and ships the log of one source, and marks it every two seconds, as a server would. */
public final class LogKeeper implements AutoCloseable {
  private static final String NAME = "keeper";

  private final Cancellation cancellation = new Cancellation();
  private final ScheduledExecutorService marks = Executors.newSingleThreadScheduledExecutor();
  private final Thread receiver;

  /** What went wrong on the way; for who looks why nothing is kept. */
  public final List<String> troubles = new java.util.concurrent.CopyOnWriteArrayList<>();

  public LogKeeper(
      SourceDrivers drivers,
      ProtectionPlan plan,
      String source,
      Vaults vaults,
      KeyRing keys,
      Path spool) {
    LogSource log = drivers.driver(plan.source(source).kind()).log().orElseThrow();
    Settings settings = plan.source(source).settings();
    ShipPieces sink =
        new ShipPieces(
            LogPlaces.of(plan, source, vaults),
            keys,
            Clock.systemUTC(),
            new Silent(),
            new java.util.concurrent.locks.ReentrantLock());
    receiver =
        new Thread(
            () -> log.receive(NAME, settings, spool, sink, new TestStep(NAME, 1, cancellation)));
    receiver.start();
    marks.scheduleWithFixedDelay(() -> mark(log, settings), 1, 2, TimeUnit.SECONDS);
  }

  private void mark(LogSource log, Settings settings) {
    try {
      log.mark(NAME, settings);
    } catch (Fault e) {
      troubles.add(e.getMessage());
    }
  }

  @Override
  public void close() throws InterruptedException {
    marks.shutdownNow();
    cancellation.cancel("the test is over");
    receiver.join(30_000);
  }

  private final class Silent implements ShipPieces.Account {
    @Override
    public void taken(String series, String name, long bytes) {}

    @Override
    public void waits(String name, Fault why) {
      troubles.add(name + " waits: " + why.getMessage() + " " + why.hint());
    }

    @Override
    public void without(String vault, Fault why) {}

    @Override
    public List<String> kept(String series) {
      return List.of();
    }
  }
}
