package io.drillbook.config;

import static io.drillbook.config.Shape.Field.optional;
import static io.drillbook.config.Shape.Field.required;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.Leaf;
import io.drillbook.config.Shape.Sequence;
import io.drillbook.domain.plan.FailBackPlan;
import io.drillbook.domain.plan.ObserveRule;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a plan says about the time after cutover: shape and meaning of two blocks. */
final class FailoverShape {
  private static final Leaf PERCENT = Leaves.number(0, 100, "a whole number from 0 to 100");

  private FailoverShape() {}

  static Block observe() {
    return Block.of(
        optional("for", Leaves.DURATION, "How long the service is watched; 30m if left out."),
        optional("rollback-on-failure", Leaves.FLAG, "Move traffic back without asking."),
        optional("every", Leaves.DURATION, "Pause between two rounds of checks; 5s if left out."),
        optional(
            "max-error-rate", PERCENT, "Percent of the answers that may fail; 10 if left out."),
        optional(
            "max-latency",
            Leaves.DURATION,
            "What 95 of 100 answers must not take longer than; no limit if left out."));
  }

  static Block failBack(Sequence fences) {
    return Block.of(
        required("target", Leaves.NAME, "the target that is home; it says 'production: true'."),
        optional("fence", fences, "What stops writes on the standby while data is carried home."),
        optional(
            "set-aside",
            Leaves.FLAG,
            "Set data that is found at home aside under another name; it is refused if left out."));
  }

  static ObserveRule observeRule(Located recovery) {
    return new ObserveRule(
        recovery.leaf(Duration.class, "observe", "for").orElse(PlanDefaults.OBSERVE_FOR),
        recovery.leaf(Boolean.class, "observe", "rollback-on-failure").orElse(false),
        recovery.leaf(Duration.class, "observe", "every").orElse(ObserveRule.EVERY),
        recovery
            .leaf(Long.class, "observe", "max-error-rate")
            .map(Math::toIntExact)
            .orElse(ObserveRule.MAX_ERROR_PERCENT),
        recovery.leaf(Duration.class, "observe", "max-latency"));
  }

  static List<CheckPlan> fences(Located block) {
    return block.items("fence").stream().map(PlanBuilder::tagged).toList();
  }

  static Optional<FailBackPlan> failBackPlan(Located recovery) {
    return recovery
        .at("fail-back")
        .map(
            block ->
                new FailBackPlan(
                    block.leaf(String.class, "target").orElseThrow(),
                    fences(block),
                    block.leaf(Boolean.class, "set-aside").orElse(false)));
  }
}
