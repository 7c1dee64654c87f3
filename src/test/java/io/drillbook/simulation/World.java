package io.drillbook.simulation;

import com.zaxxer.hikari.HikariDataSource;
import io.drillbook.config.CalendarCronTimes;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.PointIds;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.driver.vault.directory.DirectoryVaultDriver;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcCatalogStore;
import io.drillbook.store.JdbcCopyStore;
import io.drillbook.store.JdbcRecordStore;
import io.drillbook.store.JdbcRetentionStore;
import io.drillbook.store.JdbcRunStore;
import io.drillbook.store.JdbcScheduleStore;
import io.drillbook.store.MigratedSchema;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.MadeUpSource;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.backup.CaptureSource;
import io.drillbook.usecase.backup.DiscardRecoveryPoint;
import io.drillbook.usecase.backup.SealRecoveryPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Real vaults, keys and stores under a clock of the test; the engine is left out. */
final class World implements AutoCloseable {
  /** The last Sunday of October, and of March, lies in the middle of the fortnight. */
  private static final List<Instant> BEGINS =
      List.of(Instant.parse("2026-10-18T00:10:00Z"), Instant.parse("2027-03-21T00:10:00Z"));

  final TwoClocks clocks;
  final CronTimes times = new CalendarCronTimes();
  final Random random;
  final Path folder;
  final Map<String, StampedVault> vaults = new LinkedHashMap<>();
  final JdbcCatalogStore catalog;
  final JdbcCopyStore copies;
  final JdbcRetentionStore retention;
  final JdbcRunStore runs;
  final JdbcScheduleStore ledger;
  final JdbcRecordStore record;
  final SimulatedKeys keys;
  final MadeUpSource source = new MadeUpSource();
  final SourceDrivers drivers = new SourceDrivers(List.of(source));
  KeyRing ring;
  boolean sourceFails;
  private final HikariDataSource database = new HikariDataSource();

  World(Path folder, long seed) throws IOException {
    this.folder = folder;
    this.random = new Random(seed);
    this.clocks = new TwoClocks(BEGINS.get(Math.floorMod(seed, BEGINS.size())));
    for (String name : List.of("primary", "offsite")) {
      Path root = Files.createDirectory(folder.resolve(name));
      Settings settings = new Settings(Map.of("path", root.toString()));
      vaults.put(name, new StampedVault(new DirectoryVaultDriver().open(name, settings), clocks));
    }
    database.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    MigratedSchema.copyTo(database);
    JdbcTransactionManager manager = new JdbcTransactionManager(database);
    catalog = new JdbcCatalogStore(database, manager);
    copies = new JdbcCopyStore(database, manager);
    retention = new JdbcRetentionStore(database, manager);
    runs = new JdbcRunStore(database, manager);
    ledger = new JdbcScheduleStore(database, manager);
    record = new JdbcRecordStore(database, manager);
    keys = new SimulatedKeys(folder, clocks);
    ring = keys.ring();
    source.behaviour = (sink, context) -> capture(sink.open("", "raw"));
  }

  private void capture(OutputStream out) throws IOException {
    byte[] bytes = new byte[3_000 + random.nextInt(500)];
    random.nextBytes(bytes);
    try (out) {
      out.write(bytes);
      if (sourceFails) {
        throw new IOException("the source died");
      }
    }
  }

  ProtectionPlan plan() {
    return SimulatedPlan.signedBy(keys.signer(), keys.signersBefore(), keys.opener());
  }

  void rotateKeys() {
    keys.rotate();
    ring = keys.ring();
  }

  Vaults configured() {
    return new Vaults() {
      @Override
      public Vault vault(String name) {
        return vaults.get(name);
      }

      @Override
      public List<String> names() {
        return List.copyOf(vaults.keySet());
      }
    };
  }

  /** One backup by timer; gives the point where it was sealed. */
  Optional<String> backUp(String runId) {
    Instant now = clocks.instant();
    String point = PointIds.next(now, random);
    runs.start(run(runId, RunKind.BACKUP, now));
    Bench.Step step = new Bench.Step();
    try {
      catalog.begin("shop", point, runId, now);
      new CaptureSource(drivers, configured(), ring, catalog).capture(plan(), "db", point, step);
      new SealRecoveryPoint(drivers, configured(), ring, catalog, clocks, "simulation")
          .seal(plan(), point, step);
      runs.end(runId, clocks.instant(), Verdict.SUCCEEDED);
      return Optional.of(point);
    } catch (Fault | UncheckedIOException e) {
      runs.end(runId, clocks.instant(), Verdict.FAILED);
      discard(point);
      return Optional.empty();
    } finally {
      sourceFails = false;
    }
  }

  private void discard(String point) {
    try {
      new DiscardRecoveryPoint(configured(), ring, catalog).discard(plan(), point);
    } catch (Fault e) {
      // A vault is cut off: what is left there is no recovery point, which is checked elsewhere.
      return;
    }
  }

  Run run(String id, RunKind kind, Instant at) {
    return new Run(
        id,
        kind,
        "shop",
        Optional.empty(),
        at,
        at,
        "timer:" + kind.id(),
        Duration.ZERO,
        false,
        "d",
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public void close() {
    database.close();
  }
}
