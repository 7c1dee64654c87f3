package io.drillbook.usecase;

import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.FailBackPlan;
import io.drillbook.domain.plan.Objectives;
import io.drillbook.domain.plan.ObserveRule;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.ProtectionPlan.NotifyPlan;
import io.drillbook.domain.plan.ProtectionPlan.ReadBack;
import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.plan.ReadinessPolicy;
import io.drillbook.domain.plan.RecoveryPlan;
import io.drillbook.domain.plan.Settings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan for tests of use cases: the shop, with the checks and cutover steps that a test gives. */
final class SamplePlan {
  private SamplePlan() {}

  static ProtectionPlan with(List<CheckPlan> verify, List<CheckPlan> cutover, Duration observe) {
    return with(
        verify,
        new RecoveryPlan("standby", Optional.empty(), Optional.empty(), cutover, observe, true));
  }

  /** A plan with one http check that is fenced on both sides. */
  static ProtectionPlan failover(
      ObserveRule observe, List<CheckPlan> fence, List<CheckPlan> standbyFence) {
    return with(
        List.of(step("http")),
        new RecoveryPlan(
            "standby",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            observe,
            fence,
            Optional.of(new FailBackPlan("home", standbyFence, false)),
            List.of()));
  }

  private static ProtectionPlan with(List<CheckPlan> verify, RecoveryPlan recovery) {
    TargetPlan standby = new TargetPlan("standby", false, false, Map.of("db", Settings.none()));
    TargetPlan home = new TargetPlan("home", true, false, Map.of("db", Settings.none()));
    return new ProtectionPlan(
        "shop",
        "owner@example.com",
        ZoneId.of("Europe/Berlin"),
        new Objectives(Duration.ofHours(4), Duration.ofHours(1), Map.of()),
        Map.of(),
        new BackupPolicy(Optional.empty(), List.of(), List.of(), List.of(), "signer"),
        new Retention(1, 1, 1, 1),
        ReadBack.USUAL,
        Map.of("standby", standby, "home", home),
        verify,
        recovery,
        Map.of(),
        Map.of(),
        new NotifyPlan(
            List.of("oncall@example.com"), List.of("cto@example.com", "oncall@example.com")),
        "0".repeat(64),
        ReadinessPolicy.USUAL,
        EvidencePlan.NONE);
  }

  static CheckPlan step(String kind, String... settings) {
    Map<String, Object> values = new java.util.HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    return new CheckPlan(kind, new Settings(values));
  }
}
