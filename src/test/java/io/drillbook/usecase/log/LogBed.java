package io.drillbook.usecase.log;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.LogSegment;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.pgphysical.PgPhysicalSourceDriver;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.spi.log.LogMark;
import io.drillbook.spi.log.LogReader;
import io.drillbook.spi.log.LogSource;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.usecase.Bench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A PostgreSQL server whose log is received into two directory vaults. */
final class LogBed implements AutoCloseable {
  static final String SLOT = "drillbook_shop_db";

  final PostgresCluster server;
  final Bench bench;
  final Path spool;
  final LogSource source =
      new PgPhysicalSourceDriver(reference -> Secret.of(PostgresCluster.PASSWORD)).log().get();
  final Told told = new Told();
  private volatile Receiver running;

  LogBed(Path folder, PostgresCluster server) {
    this.server = server;
    this.bench = new Bench(folder);
    this.spool = folder.resolve("spool");
    try {
      Files.createDirectories(spool);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    keepFiles(server);
  }

  /** What a receiver told. */
  static final class Told implements ShipPieces.Account {
    final Set<String> taken = ConcurrentHashMap.newKeySet();
    final List<Fault> waits = new java.util.concurrent.CopyOnWriteArrayList<>();
    final List<Fault> without = new java.util.concurrent.CopyOnWriteArrayList<>();
    volatile boolean beginAnywhere;

    @Override
    public void taken(String series, String name, long bytes) {
      taken.add(name);
    }

    @Override
    public void waits(String name, Fault why) {
      waits.add(why);
    }

    @Override
    public void without(String vault, Fault why) {
      without.add(why);
    }

    @Override
    public List<String> kept(String series) {
      return List.of();
    }
  }

  /** One try of receiving, in a thread. */
  final class Receiver implements StepContext {
    final Cancellation cancellation = new Cancellation();
    final CompletableFuture<Fault> end;

    Receiver() {
      LogPlaces places = LogPlaces.of(plan(), "db", bench.configured());
      LogSinkOverVault sink =
          new LogSinkOverVault(
              new ShipPieces(
                  places,
                  bench.keys,
                  Clock.systemUTC(),
                  told,
                  new java.util.concurrent.locks.ReentrantLock()),
              LogBed.this);
      end =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  source.receive(SLOT, settings(), spool, sink, this);
                  return null;
                } catch (Fault e) {
                  return e;
                }
              });
    }

    void cancel() {
      cancellation.cancel("the test ends it");
      end.join();
    }

    @Override
    public String runId() {
      return "log-1";
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public void progress(String subject, long done, long total) {}

    @Override
    public Cancellation cancellation() {
      return cancellation;
    }
  }

  io.drillbook.domain.plan.ProtectionPlan plan() {
    return bench.plan(List.of("primary"));
  }

  Settings settings() {
    return new Settings(
        Map.of(
            "url",
            server.url("postgres"),
            "username",
            PostgresCluster.SUPERUSER,
            "password",
            new io.drillbook.domain.plan.SecretReference("environment", "PASSWORD")));
  }

  Receiver receive() {
    running = new Receiver();
    return running;
  }

  /** Waits until the server has the receiver connected; as in the product, it is tried again. */
  void awaitReceiving() {
    Wait.until(
        "the receiver is connected",
        () -> {
          if (running != null && running.end.isDone()) {
            Fault why = running.end.join();
            // The server may hold the slot for a moment after its last receiver went.
            if (why.code() != FaultCode.SOURCE_UNREACHABLE) {
              throw new AssertionError(why);
            }
            receive();
          }
          return source.health(SLOT, settings()).receiving();
        });
  }

  LogMark mark() {
    return source.mark(SLOT, settings());
  }

  /** Waits until the piece is in the vault. */
  void awaitKept(LogMark mark) {
    Wait.until("kept: " + mark.piece(), () -> kept("primary").contains(mark.piece()));
  }

  Set<String> kept(String vault) {
    Set<String> all = new TreeSet<>();
    log(vault).list().whole().values().forEach(all::addAll);
    return all;
  }

  StoredLog log(String vault) {
    return new StoredLog(bench.vaults.get(vault), "shop", "db");
  }

  LogReader reader(String... vaults) {
    return new LogsInVaults(bench.configured(), bench.keys)
        .reader("shop", "db", List.of(vaults), List.of("signer"));
  }

  /** Each piece that is kept is what the server wrote, and none is missing between. */
  void assertSameAsServer() {
    List<LogSegment> segments = reader("primary").segments();
    if (segments.isEmpty()) {
      throw new AssertionError("nothing is kept");
    }
    for (LogSegment segment : segments) {
      try {
        byte[] own = Files.readAllBytes(server.data().resolve("pg_wal").resolve(segment.name()));
        byte[] kept = reader("primary").open(segment).readAllBytes();
        if (!sha256(own).equals(sha256(kept)) || !sha256(own).equals(segment.contentSha256())) {
          throw new AssertionError("differs: " + segment.name());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    source
        .gap(segments.stream().map(LogSegment::name).toList(), segments.get(0).contentBytes())
        .ifPresent(
            gap -> {
              throw new AssertionError("missing: " + gap);
            });
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (running != null) {
      running.cancel();
    }
    source.release(SLOT, settings());
    keepFiles(server);
  }

  /** The server's own files are compared with what is kept. */
  private static void keepFiles(PostgresCluster server) {
    server.sql(
        "postgres",
        "alter system set wal_keep_size = '4GB'",
        "alter system set max_slot_wal_keep_size = -1",
        "select pg_reload_conf()");
  }
}
