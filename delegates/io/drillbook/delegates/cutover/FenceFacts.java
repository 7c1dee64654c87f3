package io.drillbook.delegates.cutover;

import io.drillbook.domain.plan.Side;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.usecase.cutover.FenceSeen;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Writes on the record how each step of a fence was found or left. */
final class FenceFacts {
  private FenceFacts() {}

  static Consumer<FenceSeen> of(StepFacts facts, StepOrder order, Side side) {
    return seen ->
        facts.found(
            order,
            "fence",
            Map.of(
                "side", side.id(),
                "kind", seen.kind(),
                "state", seen.state().hold().name().toLowerCase(Locale.ROOT),
                "detail", seen.state().detail()));
  }
}
