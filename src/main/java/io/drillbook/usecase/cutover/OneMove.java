package io.drillbook.usecase.cutover;

import io.drillbook.domain.effect.Effect;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.effect.EffectLedger;
import io.drillbook.usecase.effect.Seen;

/** One step of a cutover as an effect that is brought about once. */
final class OneMove {
  private final EffectLedger ledger;

  OneMove(EffectLedger ledger) {
    this.ledger = ledger;
  }

  CutoverState run(
      CutoverDriver driver, Settings settings, Place wanted, Effect effect, StepContext context) {
    try {
      String seen =
          ledger.once(
              effect,
              context,
              () -> look(driver, settings, wanted),
              step -> move(driver, settings, wanted, step).detail());
      return new CutoverState(wanted, seen);
    } catch (Fault e) {
      throw e.code() == FaultCode.EFFECT_UNKNOWN
          ? new Fault(FaultCode.CUTOVER_UNKNOWN, e.getMessage(), e.hint(), e)
          : e;
    }
  }

  private static CutoverState move(
      CutoverDriver driver, Settings settings, Place wanted, StepContext step) {
    return wanted == Place.AFTER
        ? driver.switchOver(settings, step)
        : driver.switchBack(settings, step);
  }

  private static Seen look(CutoverDriver driver, Settings settings, Place wanted) {
    Seen seen = Seen.of(driver.inspect(settings), wanted);
    return driver.repeatable() && seen.presence() == Seen.Presence.UNKNOWN
        ? Seen.repeatable()
        : seen;
  }
}
