package io.drillbook.bench;

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
import io.drillbook.domain.point.PointIds;
import io.drillbook.driver.vault.directory.DirectoryVaultDriver;
import io.drillbook.pipeline.KeptMembers;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.log.KeptLogs;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.testbed.TestStep;
import io.drillbook.usecase.CatalogInMemory;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.backup.CaptureSource;
import io.drillbook.usecase.backup.SealRecoveryPoint;
import io.drillbook.usecase.restore.PointWanted;
import io.drillbook.usecase.restore.RestoreSource;
import io.drillbook.usecase.restore.VerifiedPoint;
import io.drillbook.usecase.restore.VerifyRecoveryPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The product's own use cases, as the workers call them. */
final class OurPath {
  private final Clock clock = Clock.systemUTC();
  private final CatalogInMemory catalog = new CatalogInMemory();
  private final Settings source;
  private final SourceDrivers drivers;
  private final String kind;
  private final KeyRing keys;
  private final Vaults vaults;
  private final KeptMembers kept;
  private String point;

  OurPath(Path folder, SourceDriver driver, Settings source) throws IOException {
    this.source = source;
    this.kept = new KeptMembers(folder.resolve("kept"));
    this.kind = driver.kind();
    this.drivers = new SourceDrivers(List.of(driver));
    Path keyFolder = Files.createDirectories(folder.resolve("keys"));
    for (String name : List.of("ops", "escrow", "signer")) {
      TestKeys.write(
          keyFolder, name, OpenPgpKeys.generate(name + "@example.com", new char[0], clock));
    }
    this.keys = TestKeys.ring(keyFolder, clock);
    Path vaultFolder = Files.createDirectories(folder.resolve("vault"));
    Vault vault =
        new DirectoryVaultDriver()
            .open("primary", new Settings(Map.of("path", vaultFolder.toString())));
    this.vaults =
        new Vaults() {
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

  void backUp() {
    point = PointIds.next(clock.instant(), new SecureRandom());
    ProtectionPlan plan = plan(source);
    catalog.begin("bench", point, "backup-" + point, clock.instant());
    TestStep step = new TestStep("backup-" + point, 1, new Cancellation());
    new CaptureSource(drivers, vaults, keys, catalog, Optional.of(kept))
        .capture(plan, "db", point, step);
    new SealRecoveryPoint(drivers, vaults, keys, catalog, clock, "bench").seal(plan, point, step);
  }

  void restore(Settings target, String runId) {
    ProtectionPlan plan = plan(target);
    TestStep step = new TestStep(runId, 1, new Cancellation());
    VerifiedPoint verified =
        new VerifyRecoveryPoint(vaults, keys, catalog, clock)
            .verify(PointWanted.of(plan, point, Set.of("db")), step);
    new RestoreSource(drivers, KeptLogs.none()).restore(verified, plan, "db", "target", step);
  }

  private ProtectionPlan plan(Settings target) {
    return new ProtectionPlan(
        "bench",
        "owner@example.com",
        ZoneOffset.UTC,
        new Objectives(Duration.ofHours(1), Duration.ofHours(1), Map.of()),
        Map.of("db", new SourcePlan("db", kind, source, Optional.empty(), Set.of())),
        new BackupPolicy(
            Optional.empty(),
            List.of("primary"),
            List.of("primary"),
            List.of("ops", "escrow"),
            "signer"),
        new Retention(14, 12, 12, 3),
        ReadBack.USUAL,
        Map.of("target", new TargetPlan("target", false, true, Map.of("db", target))),
        List.of(),
        new RecoveryPlan(
            "target", Optional.empty(), Optional.empty(), List.of(), Duration.ZERO, false),
        Map.of(),
        Map.of(),
        new NotifyPlan(List.of(), List.of()),
        "0".repeat(64),
        ReadinessPolicy.USUAL,
        EvidencePlan.NONE);
  }
}
