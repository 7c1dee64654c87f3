package io.drillbook.domain.plan;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One of the two places where a system may live. */
public enum Side {
  /** Where it lives on quiet days: what the plan's sources name. */
  HOME,
  /** Where a recovery brings it. */
  STANDBY;

  /** The word in variables and on the record. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The side of that word.
   *
   * @throws Fault INTERNAL where there is none
   */
  public static Side of(String id) {
    for (Side side : values()) {
      if (side.id().equals(id)) {
        return side;
      }
    }
    throw new Fault(
        FaultCode.INTERNAL, "unable to find the side: '" + id + "'", "It is home or standby.");
  }

  /** The other one. */
  public Side other() {
    return this == HOME ? STANDBY : HOME;
  }

  /** What the plan says to fence this side with, in order; empty where it says nothing. */
  public List<CheckPlan> fences(ProtectionPlan plan) {
    return this == HOME
        ? plan.recovery().fence()
        : plan.recovery().failBack().map(FailBackPlan::fence).orElse(List.of());
  }

  /**
   * The settings of every source on this side.
   *
   * @param standby the target that the standby is
   */
  public Collection<Settings> places(ProtectionPlan plan, String standby) {
    if (this == STANDBY) {
      return plan.target(standby).sources().values();
    }
    return plan.recovery()
        .failBack()
        .map(back -> plan.target(back.target()).sources())
        .map(Map::values)
        .orElseGet(
            () ->
                plan.sources().values().stream().map(ProtectionPlan.SourcePlan::settings).toList());
  }
}
