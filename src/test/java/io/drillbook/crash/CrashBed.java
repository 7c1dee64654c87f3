package io.drillbook.crash;

import com.zaxxer.hikari.HikariDataSource;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.Manifest;
import io.drillbook.engine.boot.StoreSchema;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcCatalogStore;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.MadeUpSource;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.backup.CaptureSource;
import io.drillbook.usecase.backup.CleanLeftovers;
import io.drillbook.usecase.backup.DiscardRecoveryPoint;
import io.drillbook.usecase.backup.LeaseRecoveryPoint;
import io.drillbook.usecase.backup.ReleaseRecoveryPoint;
import io.drillbook.usecase.backup.SealRecoveryPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** One vault, real keys and a catalog on disk: what a backup works with, in whichever process. */
final class CrashBed implements AutoCloseable {
  private static final Set<String> CATALOG_EFFECTS =
      Set.of("begin", "saveCapture", "seal", "setState", "discard");

  /** More than the first part of an upload to S3 holds. */
  private static final int LARGE_BYTES = 9 * 1024 * 1024;

  private final Clock clock = Clock.fixed(Bench.NOW, ZoneOffset.UTC);
  private final KeyRing keys;
  private final HikariDataSource database = new HikariDataSource();
  private final Vault vault;
  private final CatalogStore catalog;
  private final MadeUpSource source = new MadeUpSource();
  private final SourceDrivers drivers = new SourceDrivers(List.of(source));

  /** The server that captures, when it is not to die. */
  static CrashBed open(Path folder, Vault vault) {
    return new CrashBed(folder, "catalog", vault, new SideEffects(0));
  }

  /** Another server with the same keys and vault, when whatever is there is two days old. */
  static CrashBed elsewhereLater(Path folder, Vault vault, String point) {
    return new CrashBed(
        folder, "catalog-elsewhere", LaterVault.of(vault, point), new SideEffects(0));
  }

  CrashBed(Path folder, String catalogName, Vault vault, SideEffects effects) {
    this.vault = vault;
    keys =
        KeyRing.open(
            List.of(
                TestKeys.file(folder, "ops"),
                TestKeys.publicOnly(folder, "escrow"),
                TestKeys.file(folder, "signer")),
            TestKeys.SECRETS,
            clock);
    if (VaultPlace.of(folder).kind().equals("s3")) {
      source.behaviour = CrashBed::oneInParts;
    }
    database.setJdbcUrl("jdbc:h2:file:" + folder.resolve(catalogName) + ";WRITE_DELAY=0");
    database.setMaximumPoolSize(2);
    StoreSchema.migrate(database);
    catalog =
        effects.counting(
            CatalogStore.class,
            new JdbcCatalogStore(database, new JdbcTransactionManager(database)),
            CATALOG_EFFECTS);
  }

  /** Takes a backup, or completes the one that a dead process left: as the engine would. */
  void backUp(String point) {
    Bench.Step step = new Bench.Step();
    String run = "backup-" + point;
    catalog.begin("shop", point, run, Bench.NOW);
    for (String name : plan().sources().keySet()) {
      if (!catalog.captures("shop", point).containsKey(name)) {
        claim(point, run);
        new CaptureSource(drivers, vaults(), keys, catalog).capture(plan(), name, point, step);
      }
    }
    new SealRecoveryPoint(drivers, vaults(), keys, catalog, clock, "crash test")
        .seal(plan(), point, step);
    new ReleaseRecoveryPoint(vaults()).release(plan(), point);
  }

  private void claim(String point, String run) {
    if (!new LeaseRecoveryPoint(vaults(), clock, "host").lease(plan(), point, run).isEmpty()) {
      new CleanLeftovers(vaults(), catalog).clean(plan(), point);
    }
  }

  private static void oneInParts(MemberSink sink, StepContext context) throws IOException {
    byte[] large = new byte[LARGE_BYTES];
    new Random(1).nextBytes(large);
    try (OutputStream out = sink.open("0", "raw")) {
      out.write(large);
    }
    try (OutputStream out = sink.open("1", "raw")) {
      out.write(MadeUpSource.content(1));
    }
  }

  void discard(String point) {
    new DiscardRecoveryPoint(vaults(), keys, catalog).discard(plan(), point);
    new ReleaseRecoveryPoint(vaults()).release(plan(), point);
  }

  StoredPoint stored(String point) {
    return new StoredPoint(vault, "shop", point);
  }

  /** The manifest of a point that passes as sealed; throws where it does not. */
  Manifest manifest(String point) {
    return stored(point).manifest(keys, "signer").manifest();
  }

  private Vaults vaults() {
    return new Vaults() {
      @Override
      public Vault vault(String name) {
        return vault;
      }

      @Override
      public List<String> names() {
        return List.of("primary");
      }
    };
  }

  private static ProtectionPlan plan() {
    return Bench.plan(List.of("primary"), List.of("primary"));
  }

  @Override
  public void close() {
    database.close();
  }
}
