package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.usecase.SourceDrivers;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Asks, before anything is written, whether every source may go where the target says. */
public final class CheckTarget {
  private final SourceDrivers drivers;

  /** Takes what it works with. */
  public CheckTarget(SourceDrivers drivers) {
    this.drivers = drivers;
  }

  /**
   * Checks and changes nothing.
   *
   * @param sources names of the sources to be restored
   * @param runId the run that will restore; its own leftovers are no reason to refuse
   * @return per source what was found
   * @throws Fault TARGET_NOT_EMPTY, TARGET_IS_PRODUCTION, TARGET_UNREACHABLE, CREDENTIALS_REFUSED,
   *     PERMISSION_DENIED, TOOL_MISSING; INPUT_INVALID where the target has no place for a source
   */
  public Map<String, SourceProbe> check(
      ProtectionPlan plan, String target, Collection<String> sources, String runId) {
    return check(plan, target, sources, runId, Optional.empty());
  }

  /**
   * The same for a system that lives elsewhere than at home.
   *
   * @param liveAt the target where it lives: that is what must not be restored into
   * @throws Fault as the other
   */
  public Map<String, SourceProbe> check(
      ProtectionPlan plan,
      String target,
      Collection<String> sources,
      String runId,
      Optional<String> liveAt) {
    Map<String, SourceProbe> found = new LinkedHashMap<>();
    for (String name : sources) {
      SourcePlan source = plan.source(name);
      found.put(
          name,
          drivers
              .driver(source.kind())
              .checkTarget(
                  TargetSettings.of(plan, target, name),
                  TargetSettings.live(plan, liveAt, name),
                  runId));
    }
    return found;
  }
}
