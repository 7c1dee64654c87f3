package io.drillbook.usecase;

import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.Objectives;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;
import io.drillbook.domain.plan.ProtectionPlan.NotifyPlan;
import io.drillbook.domain.plan.ProtectionPlan.ReadBack;
import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.plan.ReadinessPolicy;
import io.drillbook.domain.plan.RecoveryPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.vault.directory.DirectoryVaultDriver;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.log.KeptLogs;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.backup.CaptureSource;
import io.drillbook.usecase.backup.DiscardRecoveryPoint;
import io.drillbook.usecase.backup.SealRecoveryPoint;
import io.drillbook.usecase.backup.SealedPoint;
import io.drillbook.usecase.restore.RestoreSource;
import io.drillbook.usecase.restore.VerifyRecoveryPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Two real directory vaults, real keys, a catalog in memory and a source made up by the test. */
public final class Bench {
  public static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
  public static final String POINT = "20261120T020000Z-4f2a9c";

  public final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  public final Path folder;
  public final KeyRing keys;
  public final MadeUpSource source = new MadeUpSource();
  public final CatalogInMemory catalog = new CatalogInMemory();
  public final Map<String, Vault> vaults = new LinkedHashMap<>();
  public final Step step = new Step();

  public Bench(Path folder) {
    this.folder = folder;
    this.keys = TestKeys.ring(folder, clock);
    for (String name : List.of("primary", "offsite")) {
      try {
        Files.createDirectory(folder.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      vaults.put(name, directory(name));
    }
    catalog.begin("shop", POINT, "backup-1", NOW);
  }

  public Vault directory(String name) {
    return new DirectoryVaultDriver()
        .open(name, new Settings(Map.of("path", folder.resolve(name).toString())));
  }

  public Path file(String vault, String name) {
    return folder.resolve(vault).resolve("shop").resolve(POINT).resolve(name);
  }

  public SourceDrivers drivers() {
    return new SourceDrivers(List.of(source));
  }

  public Vaults configured() {
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

  public CaptureSource capture() {
    return new CaptureSource(drivers(), configured(), keys, catalog);
  }

  public SealRecoveryPoint seal() {
    return seal(clock);
  }

  public SealRecoveryPoint seal(Clock at) {
    return new SealRecoveryPoint(drivers(), configured(), keys, catalog, at, "drillbook test");
  }

  public DiscardRecoveryPoint discard() {
    return new DiscardRecoveryPoint(configured(), keys, catalog);
  }

  public VerifyRecoveryPoint verify() {
    return new VerifyRecoveryPoint(configured(), keys, catalog, clock);
  }

  public RestoreSource restore() {
    return new RestoreSource(drivers(), KeptLogs.none());
  }

  /** Captures both sources and seals. */
  public SealedPoint backUp() {
    capture().capture(plan(), "db", POINT, step);
    capture().capture(plan(), "media", POINT, step);
    return seal().seal(plan(), POINT, step);
  }

  public ProtectionPlan plan() {
    return plan(List.of("primary"));
  }

  public ProtectionPlan plan(List<String> required) {
    return plan(List.of("primary", "offsite"), required);
  }

  /** A plan for the shop, backed up into these vaults. */
  public static ProtectionPlan plan(List<String> vaults, List<String> required) {
    Map<String, SourcePlan> sources = new LinkedHashMap<>();
    for (String name : List.of("db", "media")) {
      sources.put(
          name,
          new SourcePlan(
              name, "made-up", new Settings(Map.of("at", "home")), Optional.empty(), Set.of()));
    }
    return new ProtectionPlan(
        "shop",
        "team@example.com",
        ZoneOffset.UTC,
        new Objectives(Duration.ofHours(4), Duration.ofHours(1), Map.of()),
        sources,
        new BackupPolicy(Optional.empty(), vaults, required, List.of("ops", "escrow"), "signer"),
        new Retention(14, 12, 12, 3),
        ReadBack.USUAL,
        Map.of(
            "sandbox",
            new TargetPlan(
                "sandbox", false, true, Map.of("db", new Settings(Map.of("at", "sandbox"))))),
        List.of(),
        new RecoveryPlan(
            "sandbox", Optional.empty(), Optional.empty(), List.of(), Duration.ZERO, false),
        Map.of(),
        Map.of(),
        new NotifyPlan(List.of(), List.of()),
        "d".repeat(64),
        ReadinessPolicy.USUAL,
        EvidencePlan.NONE);
  }

  /** A step that remembers its progress. */
  public static final class Step implements StepContext {
    public final Map<String, Long> done = new java.util.concurrent.ConcurrentHashMap<>();
    private final Cancellation cancellation = new Cancellation();

    @Override
    public String runId() {
      return "backup-1";
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public void progress(String subject, long bytes, long total) {
      done.put(subject, bytes);
    }

    @Override
    public Cancellation cancellation() {
      return cancellation;
    }
  }
}
