package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where a source goes at a target. */
public final class TargetSettings {
  private TargetSettings() {}

  /** Where a source lives now: at a target after a cutover, else at home. */
  public static Settings live(ProtectionPlan plan, Optional<String> liveAt, String source) {
    return liveAt
        .map(target -> sealing(of(plan, target, source), plan.source(source).settings()))
        .orElseGet(() -> plan.source(source).settings());
  }

  /** What is sealed at home stays sealed wherever the source lives. */
  private static Settings sealing(Settings there, Settings home) {
    Map<String, Object> values = new HashMap<>(there.values());
    if (home.values().containsKey(Setting.VALUES_TO)) {
      values.putIfAbsent(Setting.VALUES_TO, home.list(Setting.VALUES_TO));
    }
    return new Settings(values);
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
