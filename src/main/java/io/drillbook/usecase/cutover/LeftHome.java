package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.record.Run;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.pause.HomeGuard;
import java.util.Optional;

/**
 * A home that is being left, or was: a program that starts something there undoes what a fence has
 * closed.
 */
public final class LeftHome implements HomeGuard {
  private final Residence residence;
  private final FindLiveTarget findLiveTarget;
  private final Plans plans;

  /** Goes by where systems live. */
  public LeftHome(Residence residence, FindLiveTarget findLiveTarget, Plans plans) {
    this.residence = residence;
    this.findLiveTarget = findLiveTarget;
    this.plans = plans;
  }

  @Override
  public Optional<String> left(String system) {
    Optional<Run> open = residence.onTheMove(system);
    return open.isPresent()
        ? open.map(run -> "run '" + run.id() + "' is open, which may fence and move it")
        : moved(system);
  }

  private Optional<String> moved(String system) {
    if (residence.of(system).place() == Residence.Place.HOME) {
      return Optional.empty();
    }
    try {
      return findLiveTarget
          .find(plans.plan(system))
          .map(target -> "the system lives at '" + target + "'");
    } catch (Fault e) {
      return Optional.of(e.getMessage());
    }
  }
}
