package io.drillbook.usecase.cutover;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.usecase.FenceDrivers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Asks every fence of one side whether it holds, changing nothing. */
public final class InspectFence {
  private final FenceDrivers drivers;

  /** A use case over these kinds of fence. */
  public InspectFence(FenceDrivers drivers) {
    this.drivers = drivers;
  }

  /** What each step of the plan's fence shows; empty where the plan has none. */
  public List<FenceSeen> run(ProtectionPlan plan, Side side) {
    List<FenceSeen> seen = new ArrayList<>();
    for (CheckPlan step : side.fences(plan)) {
      seen.add(new FenceSeen(step.kind(), drivers.driver(step.kind()).inspect(step.settings())));
    }
    return List.copyOf(seen);
  }

  /** In a line, what of a side accepts writes; empty where nothing is known to. */
  public String open(ProtectionPlan plan, Side side) {
    return run(plan, side).stream()
        .filter(seen -> seen.state().hold() == Hold.OPEN)
        .map(seen -> seen.kind() + ": " + seen.state().detail())
        .collect(Collectors.joining("; "));
  }
}
