package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import java.util.Map;
import java.util.Optional;

/** Where a source goes at a target. */
public final class TargetSettings {
  private TargetSettings() {}

  /** Where a source lives now: at a target after a cutover, else at home. */
  public static Settings live(ProtectionPlan plan, Optional<String> liveAt, String source) {
    return liveAt
        .map(target -> of(plan, target, source))
        .orElseGet(() -> plan.source(source).settings());
  }

  /**
   * The settings of a source there.
   *
   * @throws Fault INPUT_INVALID where the target has no place for it
   */
  public static Settings of(ProtectionPlan plan, String target, String source) {
    Map<String, Settings> sources = plan.target(target).sources();
    Settings found = sources.get(source);
    if (found == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to tell where the source goes at target '" + target + "': '" + source + "'",
          "Add it under targets." + target + ".sources; there are " + sources.keySet() + ".");
    }
    return found;
  }
}
