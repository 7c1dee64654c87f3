package io.drillbook.usecase.drill;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.usecase.SourceDrivers;
import java.util.Collection;
import java.util.Map;

/**
 * Keeps drills out of everything that any plan protects: each source at home, and each target that
 * is not disposable, such as another system's standby. What is compared is what a server or folder
 * says of itself, not its address: a sandbox that is really somebody's production under another
 * name is found.
 */
public final class GuardSandbox {
  private final SourceDrivers drivers;
  private final Plans plans;

  /** A guard over the sources of these plans. */
  public GuardSandbox(SourceDrivers drivers, Plans plans) {
    this.drivers = drivers;
    this.plans = plans;
  }

  /**
   * Checks; changes nothing. What does not answer cannot be compared and is no reason to refuse:
   * the sandbox does answer, and another server is another one.
   *
   * @throws Fault TARGET_IS_PRODUCTION naming whose it is
   */
  public void check(ProtectionPlan plan, String target, Collection<String> sources, String runId) {
    TargetPlan sandbox = plan.target(target);
    for (String name : sources) {
      Settings there = sandbox.sources().get(name);
      if (there != null) {
        String kind = plan.source(name).kind();
        plans.all().forEach(other -> compare(other, kind, there, runId));
      }
    }
  }

  private void compare(ProtectionPlan other, String kind, Settings there, String runId) {
    for (SourcePlan source : other.sources().values()) {
      if (source.kind().equals(kind)) {
        refuseIfSame(kind, there, source.settings(), runId, other, "source " + source.name());
      }
    }
    for (TargetPlan target : other.targets().values()) {
      if (!target.disposable()) {
        for (Map.Entry<String, Settings> place : target.sources().entrySet()) {
          if (other.source(place.getKey()).kind().equals(kind)) {
            refuseIfSame(kind, there, place.getValue(), runId, other, "target " + target.name());
          }
        }
      }
    }
  }

  private void refuseIfSame(
      String kind,
      Settings there,
      Settings guarded,
      String runId,
      ProtectionPlan other,
      String what) {
    SourceDriver driver = drivers.driver(kind);
    try {
      driver.checkTarget(there, guarded, runId);
    } catch (Fault e) {
      if (e.code() == FaultCode.TARGET_IS_PRODUCTION) {
        throw new Fault(
            FaultCode.TARGET_IS_PRODUCTION,
            "unable to rehearse in the %s of the system '%s': %s"
                .formatted(what, other.system(), e.getMessage()),
            "A sandbox must be nobody's data: name a database or folder of its own.",
            e);
      }
      throw e;
    }
  }
}
