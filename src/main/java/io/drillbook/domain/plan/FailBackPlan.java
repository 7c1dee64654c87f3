package io.drillbook.domain.plan;

import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import java.util.List;

/**
 * How a system that was cut over to its standby goes home again.
 *
 * @param target the target that is home
 * @param fence what stops writes on the standby while its data is carried home, in order
 * @param setAside whether data that is found at home is set aside under another name; else it is a
 *     reason to refuse
 */
public record FailBackPlan(String target, List<CheckPlan> fence, boolean setAside) {
  public FailBackPlan {
    fence = List.copyOf(fence);
  }
}
