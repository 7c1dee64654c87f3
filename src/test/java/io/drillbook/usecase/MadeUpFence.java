package io.drillbook.usecase;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.cutover.FenceDriver;
import io.drillbook.spi.cutover.FenceState;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.spi.step.StepContext;
import java.util.ArrayList;
import java.util.List;

/** A fence that notes what is asked of it; tests set how it stands. */
final class MadeUpFence implements FenceDriver {
  final List<String> orders = new ArrayList<>();
  final List<Settings> sparedLast = new ArrayList<>();
  Hold hold = Hold.OPEN;
  boolean broken;

  /** Cannot even be looked at, for this reason. */
  RuntimeException blind;

  /** Falls silent while it is being fenced. */
  boolean silent;

  @Override
  public String kind() {
    return "made-up";
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public FenceState inspect(Settings settings) {
    if (blind != null) {
      throw blind;
    }
    return new FenceState(hold, "looked at");
  }

  @Override
  public FenceState fence(Settings settings, List<Settings> spared, StepContext context) {
    sparedLast.clear();
    sparedLast.addAll(spared);
    return order("fence", settings, Hold.FENCED);
  }

  @Override
  public FenceState lift(Settings settings, StepContext context) {
    return order("lift", settings, Hold.OPEN);
  }

  private FenceState order(String what, Settings settings, Hold then) {
    orders.add(what + settings.optionalText("name").map(name -> " " + name).orElse(""));
    if (broken) {
      throw new Fault(FaultCode.FENCE_FAILED, "unable to " + what + ": 'made-up'", "Look.");
    }
    hold = silent ? Hold.GONE : then;
    return new FenceState(hold, what);
  }
}
