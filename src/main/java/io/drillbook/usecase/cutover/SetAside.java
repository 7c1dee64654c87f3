package io.drillbook.usecase.cutover;

import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.effect.EffectLedger;
import io.drillbook.usecase.effect.Seen;
import io.drillbook.usecase.restore.TargetSettings;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Gives what a target holds another name there: its place is free, and nothing is lost. */
public final class SetAside {
  private final SourceDrivers drivers;
  private final EffectLedger ledger;

  /** A use case over these drivers, each of whose renamings is an effect of this ledger. */
  public SetAside(SourceDrivers drivers, EffectLedger ledger) {
    this.drivers = drivers;
    this.ledger = ledger;
  }

  /**
   * Sets aside; may be called twice: a driver does nothing where nothing is left to set aside.
   *
   * @param target whose data is set aside
   * @param live the target where the system lives: never touched
   * @param done told of each source at once, with the new name
   * @throws Fault TARGET_IS_PRODUCTION where both are one place in truth; NOT_ALLOWED where the
   *     kind of source cannot be set aside
   */
  public void run(
      ProtectionPlan plan,
      String target,
      String live,
      EffectScope scope,
      StepContext context,
      BiConsumer<String, String> done) {
    for (String source : plan.sources().keySet()) {
      context.cancellation().check();
      ledger.once(
          scope.ofVisit("set aside " + source + " at " + target),
          context,
          Seen::repeatable,
          step -> {
            Optional<String> name = rename(plan, source, target, live, scope.runId());
            name.ifPresent(it -> done.accept(source, it));
            return name.map(it -> "is now " + it).orElse("nothing was left to set aside");
          });
    }
  }

  private Optional<String> rename(
      ProtectionPlan plan, String source, String target, String live, String runId) {
    return drivers
        .driver(plan.source(source).kind())
        .setAside(
            TargetSettings.of(plan, target, source), TargetSettings.of(plan, live, source), runId);
  }
}
