package io.drillbook.config;

import static io.drillbook.config.Shape.Field.optional;

import io.drillbook.config.Shape.Block;
import io.drillbook.domain.plan.ReadinessPolicy;
import java.time.Duration;
import java.util.Optional;

/** The block {@code readiness} of a plan. */
final class ReadinessShape {
  static final Block BLOCK =
      Block.of(
          optional(
              "schedule",
              Leaves.SCHEDULE_OR_OFF,
              "When it is checked, five fields in the plan's zone; */30 * * * * if left out, 'off'"
                  + " for on changes and by hand only."),
          optional(
              "drill-within",
              Leaves.DURATION,
              "How old the last drill that passed may be; 90d if left out."));

  private static final String SCHEDULE = "*/30 * * * *";

  private ReadinessShape() {}

  static ReadinessPolicy policy(Located block) {
    String schedule = block.leaf(String.class, "schedule").orElse(SCHEDULE);
    return new ReadinessPolicy(
        Optional.of(schedule).filter(given -> !"off".equals(given)),
        block.leaf(Duration.class, "drill-within").orElse(ReadinessPolicy.USUAL.drillWithin()));
  }
}
