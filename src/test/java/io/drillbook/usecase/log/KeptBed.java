package io.drillbook.usecase.log;

import io.drillbook.domain.log.LogState;
import io.drillbook.domain.notice.Message;
import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.Objectives;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;
import io.drillbook.domain.plan.ProtectionPlan.NotifyPlan;
import io.drillbook.domain.plan.ProtectionPlan.ReadBack;
import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.ReadinessPolicy;
import io.drillbook.domain.plan.RecoveryPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.usecase.LogsInMemory;
import io.drillbook.usecase.incident.NotifyPeople;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mockito.Mockito;

/** The log of a real server, kept by the use case; the clock may be set ahead. */
final class KeptBed implements AutoCloseable {
  final LogBed bed;
  final Ahead clock = new Ahead();
  final LogsInMemory store = new LogsInMemory();
  final List<String> told = new CopyOnWriteArrayList<>();
  final List<String> ordered = new CopyOnWriteArrayList<>();
  final LogSubject subject;
  Path spools;
  KeepLog keep;
  private Cancellation cancellation;
  private Thread receiver;
  private int points;

  KeptBed(Path folder, PostgresCluster server, List<String> vaults, Map<String, Object> settings) {
    bed = new LogBed(folder, server);
    spools = folder.resolve("spools");
    Map<String, Object> all = new HashMap<>(bed.settings().values());
    all.put("slot", LogBed.SLOT);
    all.put("mark-every", "1s");
    all.putAll(settings);
    subject = new LogSubject(plan(vaults, new Settings(all)), "db", bed.source);
  }

  /** A clock that is ahead by what the test says. */
  static final class Ahead extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void by(Duration more) {
      ahead = ahead.plus(more);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }
  }

  KeepLog keep() {
    OutboxStore outbox = Mockito.mock(OutboxStore.class);
    Mockito.doAnswer(
            call -> {
              told.add(call.<Message>getArgument(0).subject());
              return null;
            })
        .when(outbox)
        .add(Mockito.any(), Mockito.any());
    LogTools tools =
        new LogTools(
            bed.bench.configured(),
            bed.bench.keys,
            bed.bench.catalog,
            store,
            new TellOfLog(new NotifyPeople(outbox, clock)),
            system -> ordered.add(system),
            spools,
            clock);
    keep = new KeepLog(subject, tools);
    return keep;
  }

  /** Begins to receive. */
  void receive() {
    if (keep == null) {
      keep();
    }
    cancellation = new Cancellation();
    receiver = new Thread(() -> keep.receive(cancellation));
    receiver.start();
  }

  void stopReceiving() throws InterruptedException {
    cancellation.cancel("the test ends it");
    receiver.join();
  }

  /** Tends as a minute that passes. */
  void aMinutePasses() {
    clock.by(Duration.ofMinutes(1));
    keep.tend();
  }

  /** Tends until so many more pieces are kept. */
  void keepMore(int pieces) {
    int wanted = bed.kept("primary").size() + pieces;
    Wait.until(
        "kept: " + wanted,
        () -> {
          clock.by(Duration.ofSeconds(1));
          keep.tend();
          return bed.kept("primary").size() >= wanted;
        });
  }

  LogState state() {
    return store.find("shop", "db").orElseThrow();
  }

  /** A recovery point that was begun now and needs the log from the newest piece on. */
  void takePoint() {
    // Listed in the first vault it may still be on its way into the second.
    Wait.until(
        "it is known",
        () -> store.find("shop", "db").filter(it -> !it.newest().isEmpty()).isPresent());
    String point = "20261120T02000%dZ-4f2a9c".formatted(++points);
    bed.bench.catalog.begin("shop", point, "backup-" + points, clock.instant());
    Map<String, String> facts =
        Map.of("system-identifier", state().series(), "stop-wal", state().newest());
    bed.bench.catalog.saveCapture(
        "shop",
        point,
        new SourceCapture("db", "postgresql-physical", Instant.now(), facts, Map.of()),
        List.of());
    bed.bench.catalog.seal("shop", point, clock.instant(), List.of("primary"));
  }

  private static ProtectionPlan plan(List<String> vaults, Settings settings) {
    SourcePlan db =
        new SourcePlan("db", "postgresql-physical", settings, Optional.empty(), Set.of());
    return new ProtectionPlan(
        "shop",
        "team@example.com",
        ZoneOffset.UTC,
        new Objectives(Duration.ofHours(4), Duration.ofMinutes(5), Map.of()),
        Map.of("db", db),
        new BackupPolicy(Optional.empty(), vaults, vaults, List.of("ops", "escrow"), "signer"),
        new Retention(14, 12, 12, 3),
        ReadBack.USUAL,
        Map.of(),
        List.of(),
        new RecoveryPlan(
            "standby", Optional.empty(), Optional.empty(), List.of(), Duration.ZERO, false),
        Map.of(),
        Map.of(),
        new NotifyPlan(List.of("oncall@example.com"), List.of()),
        "d".repeat(64),
        ReadinessPolicy.USUAL,
        EvidencePlan.NONE);
  }

  @Override
  public void close() {
    if (receiver != null) {
      try {
        stopReceiving();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    bed.close();
  }
}
