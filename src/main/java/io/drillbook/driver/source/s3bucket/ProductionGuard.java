package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import java.util.Optional;

/** Refuses a target that is the protected bucket, unless it is to be repaired in place. */
final class ProductionGuard {
  private final Optional<Home> production;

  private ProductionGuard(Optional<Home> production) {
    this.production = production;
  }

  static ProductionGuard of(Settings production) {
    return new ProductionGuard(
        production.values().isEmpty()
            ? Optional.empty()
            : Optional.of(BucketSettings.of(production).home()));
  }

  /**
   * Checks a target.
   *
   * @param captured where the capture came from, which a rescue knows when it knows no plan
   * @throws Fault TARGET_IS_PRODUCTION; INPUT_INVALID where something else is to be repaired
   */
  void check(BucketSettings target, Optional<Home> captured) {
    Home there = target.home();
    boolean isHome =
        production.filter(there::overlaps).isPresent()
            || captured.filter(there::overlaps).isPresent();
    if (isHome && !target.inPlace()) {
      throw new Fault(
          FaultCode.TARGET_IS_PRODUCTION,
          "unable to restore over the protected bucket: '" + there.shown() + "'",
          "Name another bucket; 'in-place: true' at a target with 'production: true' brings"
              + " versions back there.");
    }
    if (target.inPlace() && captured.isPresent() && !captured.get().overlaps(there)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to restore in place, it is not the captured bucket: '" + there.shown() + "'",
          "The versions are in " + captured.get().shown() + "; leave 'in-place' out.");
    }
  }
}
