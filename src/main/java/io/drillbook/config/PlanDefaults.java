package io.drillbook.config;

import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.plan.ProtectionPlan.ReadBack;
import io.drillbook.domain.plan.ProtectionPlan.Retention;
import java.time.Duration;
import java.util.Optional;

/** What holds where a plan leaves a block out. */
final class PlanDefaults {
  static final Duration OBSERVE_FOR = Duration.ofMinutes(30);
  static final Duration EXPIRES_AFTER = Duration.ofHours(1);
  static final Retention RETENTION =
      new Retention(14, 12, 12, 3, Retention.APPROVE_ABOVE, Optional.of("15 5 * * *"));
  static final ReadBack READ_BACK =
      new ReadBack(Duration.ofDays(30), Optional.of("45 5 * * *"), CatchUp.ONE);

  /** Who approves the cutover. */
  static final ApprovalRule CUTOVER =
      new ApprovalRule(
          "approvers",
          1,
          Optional.of("managers"),
          Optional.of(Duration.ofMinutes(10)),
          EXPIRES_AFTER);

  private PlanDefaults() {}
}
