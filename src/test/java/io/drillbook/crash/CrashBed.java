package io.drillbook.crash;

import com.zaxxer.hikari.HikariDataSource;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.Manifest;
import io.drillbook.engine.boot.StoreSchema;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.store.JdbcCatalogStore;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.MadeUpSource;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.backup.CaptureSource;
import io.drillbook.usecase.backup.DiscardRecoveryPoint;
import io.drillbook.usecase.backup.SealRecoveryPoint;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** One vault, real keys and a catalog on disk: what a backup works with, in whichever process. */
final class CrashBed implements AutoCloseable {
  private static final Set<String> CATALOG_EFFECTS =
      Set.of("begin", "saveCapture", "seal", "setState", "discard");

  private final Clock clock = Clock.fixed(Bench.NOW, ZoneOffset.UTC);
  private final KeyRing keys;
  private final HikariDataSource database = new HikariDataSource();
  private final Vault vault;
  private final CatalogStore catalog;
  private final SourceDrivers drivers = new SourceDrivers(List.of(new MadeUpSource()));

  CrashBed(Path folder, SideEffects effects) {
    keys =
        KeyRing.open(
            List.of(
                TestKeys.file(folder, "ops"),
                TestKeys.publicOnly(folder, "escrow"),
                TestKeys.file(folder, "signer")),
            TestKeys.SECRETS,
            clock);
    vault = new CountedVault(VaultPlace.read(folder.resolve("vault.properties")).open(), effects);
    database.setJdbcUrl("jdbc:h2:file:" + folder.resolve("catalog") + ";WRITE_DELAY=0");
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
    catalog.begin("shop", point, "backup-" + point, Bench.NOW);
    for (String source : plan().sources().keySet()) {
      if (!catalog.captures("shop", point).containsKey(source)) {
        new CaptureSource(drivers, vaults(), keys, catalog).capture(plan(), source, point, step);
      }
    }
    new SealRecoveryPoint(drivers, vaults(), keys, catalog, clock, "crash test")
        .seal(plan(), point, step);
  }

  void discard(String point) {
    new DiscardRecoveryPoint(vaults(), keys, catalog).discard(plan(), point);
  }

  Vault vault() {
    return vault;
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
