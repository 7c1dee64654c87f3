package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.usecase.CutoverDrivers;

/** Asks every step of the cutover where traffic goes, changing nothing. */
public final class InspectTraffic {
  private final CutoverDrivers drivers;

  /** A use case over these kinds of cutover. */
  public InspectTraffic(CutoverDrivers drivers) {
    this.drivers = drivers;
  }

  /**
   * The last look before the standby's data loses its name: whatever the run believes, what is seen
   * to serve is left alone. A step that cannot tell does not count.
   *
   * @throws Fault NOT_ALLOWED where a step sends traffic to the standby
   */
  public void requireAwayFromStandby(ProtectionPlan plan) {
    for (CheckPlan step : plan.recovery().cutover()) {
      CutoverState state = drivers.driver(step.kind()).inspect(step.settings());
      if (state.place() == Place.AFTER) {
        throw new Fault(
            FaultCode.NOT_ALLOWED,
            "unable to free the standby while traffic goes to it: '" + step.kind() + "'",
            "Seen: " + state.detail() + ". Nothing was renamed; look where traffic goes.");
      }
    }
  }
}
