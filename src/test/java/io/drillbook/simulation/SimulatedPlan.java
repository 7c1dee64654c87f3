package io.drillbook.simulation;

import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.ExpectedSize;
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
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The plan of the simulated fortnight: short periods, so that all of them end within it. */
final class SimulatedPlan {
  static final Duration READ_WITHIN = Duration.ofDays(3);
  static final Duration CHECK_INTERVAL = Duration.ofDays(1);
  static final int DAILY = 4;
  static final int WEEKLY = 2;

  /** More than there are of the days that stay whole, so that this is what keeps the others. */
  static final int AT_LEAST = 30;

  private SimulatedPlan() {}

  static ProtectionPlan signedBy(String signer, List<String> before, String opener) {
    return new ProtectionPlan(
        "shop",
        "team@example.com",
        ZoneId.of("Europe/Berlin"),
        new Objectives(Duration.ofHours(4), Duration.ofHours(6), Map.of()),
        Map.of("db", new SourcePlan("db", "made-up", Settings.none(), Optional.empty(), Set.of())),
        new BackupPolicy(
            Optional.of("30 2,6,10,14,18,22 * * *"),
            List.of("primary", "offsite"),
            List.of("primary"),
            List.of(opener, "escrow"),
            signer,
            List.of(),
            ExpectedSize.USUAL,
            before,
            CatchUp.ONE,
            io.drillbook.domain.plan.CapturePlan.USUAL),
        new Retention(DAILY, WEEKLY, 1, AT_LEAST, 30, Optional.of("15 5 * * *")),
        new ReadBack(READ_WITHIN, Optional.of("45 5 * * *"), CatchUp.ONE),
        Map.of(),
        List.of(),
        new RecoveryPlan("", Optional.empty(), Optional.empty(), List.of(), Duration.ZERO, false),
        Map.of(),
        Map.of(),
        new NotifyPlan(List.of(), List.of()),
        "d".repeat(64),
        ReadinessPolicy.USUAL,
        EvidencePlan.NONE);
  }
}
