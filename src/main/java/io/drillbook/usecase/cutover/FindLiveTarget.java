package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.usecase.CutoverDrivers;
import io.drillbook.usecase.cutover.Residence.Lives;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out where a backup has to capture: a home that was left is frozen behind its fence, and a
 * point of it would look fresh.
 */
public final class FindLiveTarget {
  private final Residence residence;
  private final CutoverDrivers drivers;

  /** Asks the ledger, and where that says that traffic was moved, the steps of the cutover. */
  public FindLiveTarget(Residence residence, CutoverDrivers drivers) {
    this.residence = residence;
    this.drivers = drivers;
  }

  /**
   * Finds it; may take long.
   *
   * @return the target; empty where the system lives at home
   * @throws Fault NOT_ALLOWED where that cannot be told, or part of the traffic goes elsewhere
   */
  public Optional<String> find(ProtectionPlan plan) {
    Lives lives = residence.of(plan.system());
    if (lives.place() == Residence.Place.HOME) {
      return Optional.empty();
    }
    Set<Place> seen = look(plan);
    boolean untold = seen.isEmpty() && lives.place() == Residence.Place.IN_DOUBT;
    if (untold || seen.size() > 1) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to tell where the system lives, at home or at the standby: '"
              + plan.system()
              + "'",
          "Run '"
              + lives.run()
              + "' moved traffic"
              + (untold ? ", and nobody knows where it ended. " : ", and it goes to both. ")
              + "Bring all of it to one side; until then nothing is captured.");
    }
    return seen.contains(Place.BEFORE)
        ? Optional.empty()
        : Optional.of(lives.target().orElse(plan.recovery().target()));
  }

  /** Where the steps see traffic; one that does not answer tells nothing. */
  private Set<Place> look(ProtectionPlan plan) {
    Set<Place> seen = EnumSet.noneOf(Place.class);
    for (CheckPlan step : plan.recovery().cutover()) {
      try {
        seen.add(drivers.driver(step.kind()).inspect(step.settings()).place());
      } catch (Fault silent) {
        seen.add(Place.UNKNOWN);
      }
    }
    seen.remove(Place.UNKNOWN);
    return seen;
  }
}
