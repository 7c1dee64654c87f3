package io.drillbook.processes;

import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.FailBackPlan;
import io.drillbook.domain.plan.Holds;
import io.drillbook.domain.plan.Objectives;
import io.drillbook.domain.plan.ObserveRule;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;
import io.drillbook.domain.plan.ProtectionPlan.DrillPlan;
import io.drillbook.domain.plan.ProtectionPlan.NotifyPlan;
import io.drillbook.domain.plan.ProtectionPlan.ReadBack;
import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.plan.ReadinessPolicy;
import io.drillbook.domain.plan.RecoveryPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.plan.Plans;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The plan of the shop: two sources, of which the media wait for the database. */
final class ShopPlan implements Plans {
  static final Duration RTO = Duration.ofHours(4);
  static final Duration DEPUTIES_AFTER = Duration.ofMinutes(10);
  static final Duration NEXT_AFTER = Duration.ofMinutes(30);
  static final Duration EXPIRES_AFTER = Duration.ofHours(1);

  private final ProtectionPlan plan = plan(Optional.of(new FailBackPlan("home", List.of(), true)));
  private final ProtectionPlan oneWay = plan(Optional.empty());

  private static ProtectionPlan plan(Optional<FailBackPlan> failBack) {
    return new ProtectionPlan(
        "shop",
        "owner@example.com",
        ZoneId.of("Europe/Berlin"),
        new Objectives(RTO, Duration.ofHours(1), Map.of(Scenario.SITE_DISASTER, RTO)),
        new TreeMap<>(
            Map.of(
                "db", source("db", Holds.DATABASE, Set.of()),
                "media", source("media", Holds.MEDIA, Set.of("db")))),
        new BackupPolicy(Optional.empty(), List.of(), List.of(), List.of(), "signer"),
        new Retention(1, 1, 1, 1),
        ReadBack.USUAL,
        Map.of(
            "standby", target("standby", false),
            "home", target("home", false),
            "sandbox", target("sandbox", true),
            "live", new TargetPlan("live", true, false, Map.of())),
        List.of(),
        new RecoveryPlan(
            "standby",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            ObserveRule.usual(Duration.ZERO, true),
            List.of(),
            failBack,
            List.of()),
        Map.of(
            "cutover",
            new ApprovalRule(
                "approvers",
                1,
                Optional.of("managers"),
                Optional.of(DEPUTIES_AFTER),
                Optional.of("camunda-admin"),
                Optional.of(NEXT_AFTER),
                EXPIRES_AFTER)),
        Map.of(
            "weekly",
            new DrillPlan("weekly", "0 4 * * 0", "sandbox", Scenario.SITE_DISASTER, CatchUp.ONE)),
        new NotifyPlan(List.of("oncall@example.com"), List.of("cto@example.com")),
        "0".repeat(64),
        ReadinessPolicy.USUAL,
        EvidencePlan.NONE);
  }

  @Override
  public ProtectionPlan plan(String system) {
    return "one-way".equals(system) ? oneWay : plan;
  }

  @Override
  public List<ProtectionPlan> all() {
    return List.of(plan);
  }

  @Override
  public List<String> problems() {
    return List.of();
  }

  @Override
  public void onChange(Consumer<ProtectionPlan> listener) {
    // This plan never changes.
  }

  private static SourcePlan source(String name, Holds holds, Set<String> after) {
    return new SourcePlan(name, "made-up", Settings.none(), Optional.empty(), after, holds);
  }

  private static TargetPlan target(String name, boolean disposable) {
    return new TargetPlan(name, false, disposable, Map.of());
  }
}
