package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import java.util.Map;

/** Where a source goes at a target. */
final class TargetSettings {
  private TargetSettings() {}

  static Settings of(ProtectionPlan plan, String target, String source) {
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
