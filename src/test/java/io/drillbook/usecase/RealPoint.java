package io.drillbook.usecase;

import io.drillbook.assembly.Drivers;
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
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.backup.CaptureSource;
import io.drillbook.usecase.backup.SealRecoveryPoint;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recovery point of the system 'shop', taken from real sources by the drivers of the product. */
public final class RealPoint {
  private RealPoint() {}

  /** Takes {@link Bench#POINT} into a vault, for the keys ops and escrow, signed by signer. */
  public static void take(
      Path folder, KeyRing keys, Secrets secrets, Vault vault, Map<String, SourcePlan> sources) {
    Vaults vaults =
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
    ProtectionPlan plan = plan(sources);
    CatalogInMemory catalog = new CatalogInMemory();
    catalog.begin("shop", Bench.POINT, "backup-1", Bench.NOW);
    SourceDrivers drivers = new SourceDrivers(Drivers.all(secrets, folder).sources());
    CaptureSource capture = new CaptureSource(drivers, vaults, keys, catalog);
    Bench.Step step = new Bench.Step();
    sources.keySet().forEach(name -> capture.capture(plan, name, Bench.POINT, step));
    new SealRecoveryPoint(drivers, vaults, keys, catalog, Clock.systemUTC(), "drillbook test")
        .seal(plan, Bench.POINT, step);
  }

  private static ProtectionPlan plan(Map<String, SourcePlan> sources) {
    return new ProtectionPlan(
        "shop",
        "team@example.com",
        ZoneOffset.UTC,
        new Objectives(Duration.ofHours(4), Duration.ofHours(1), Map.of()),
        sources,
        new BackupPolicy(
            Optional.empty(),
            List.of("primary"),
            List.of("primary"),
            List.of("ops", "escrow"),
            "signer"),
        new Retention(14, 12, 12, 3),
        ReadBack.USUAL,
        Map.of(),
        List.of(),
        new RecoveryPlan(
            "standby", Optional.empty(), Optional.empty(), List.of(), Duration.ZERO, false),
        Map.of(),
        Map.of(),
        new NotifyPlan(List.of(), List.of()),
        "d".repeat(64),
        ReadinessPolicy.USUAL,
        EvidencePlan.NONE);
  }
}
