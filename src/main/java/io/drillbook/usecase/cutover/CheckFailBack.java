package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.FailBackPlan;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.usecase.CutoverDrivers;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.restore.CheckTarget;
import io.drillbook.usecase.restore.TargetSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks, before anything is done, whether a system can go home; changes nothing. */
public final class CheckFailBack {
  private final CutoverDrivers cutovers;
  private final SourceDrivers sources;
  private final CheckTarget checkTarget;

  /** Takes what it works with. */
  public CheckFailBack(CutoverDrivers cutovers, SourceDrivers sources, CheckTarget checkTarget) {
    this.cutovers = cutovers;
    this.sources = sources;
    this.checkTarget = checkTarget;
  }

  /**
   * Checks.
   *
   * @param back how the plan goes home
   * @param liveAt the target where the system lives
   * @return by what was looked at what was found
   * @throws Fault NOT_ALLOWED where traffic does not go to the standby or the plan has nothing that
   *     stops writes there, TARGET_NOT_EMPTY where home holds data and the plan does not say to set
   *     it aside, and whatever the drivers can explain
   */
  public Map<String, String> run(
      ProtectionPlan plan, FailBackPlan back, String liveAt, String runId) {
    if (liveAt.equals(back.target())) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to go home from home: '" + liveAt + "'",
          "Name the target where the system lives; the plan's standby is '"
              + plan.recovery().target()
              + "'.");
    }
    requireFence(plan, back);
    Map<String, String> found = new LinkedHashMap<>();
    plan.recovery().cutover().forEach(step -> found.put("traffic " + step.kind(), away(step)));
    for (String source : plan.sources().keySet()) {
      String kind = plan.source(source).kind();
      String there = sources.driver(kind).probe(TargetSettings.of(plan, liveAt, source)).version();
      found.put("standby " + source, "answers, " + there);
      found.put("home " + source, home(plan, back, liveAt, source, runId));
    }
    return found;
  }

  /** What users write while data is carried home would be at the standby only, and lost with it. */
  private static void requireFence(ProtectionPlan plan, FailBackPlan back) {
    if (back.fence().isEmpty()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to go home while nothing stops writes at the standby: '" + plan.system() + "'",
          "Name a fence under 'recovery.fail-back.fence'; without one, what is written while data"
              + " is carried home would be lost.");
    }
  }

  private String away(CheckPlan step) {
    CutoverState state = cutovers.driver(step.kind()).inspect(step.settings());
    if (state.place() == Place.BEFORE) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to go home while traffic does not go to the standby: '" + step.kind() + "'",
          "Seen: " + state.detail() + ". A fail-back moves traffic that was cut over.");
    }
    return state.place() == Place.AFTER
        ? "goes to the standby: " + state.detail()
        : "WHERE IT GOES CANNOT BE TOLD: " + state.detail();
  }

  private String home(
      ProtectionPlan plan, FailBackPlan back, String liveAt, String source, String runId) {
    try {
      checkTarget.check(plan, back.target(), List.of(source), runId, Optional.of(liveAt));
      return "is empty";
    } catch (Fault e) {
      if (e.code() == FaultCode.TARGET_NOT_EMPTY && back.setAside()) {
        return "HOLDS DATA, which will be set aside under another name";
      }
      throw e;
    }
  }
}
