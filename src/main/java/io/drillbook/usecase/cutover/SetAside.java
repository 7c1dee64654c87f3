package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.restore.TargetSettings;
import java.util.function.BiConsumer;

/** Gives what a target holds another name there: its place is free, and nothing is lost. */
public final class SetAside {
  private final SourceDrivers drivers;

  /** A use case over these drivers. */
  public SetAside(SourceDrivers drivers) {
    this.drivers = drivers;
  }

  /**
   * Sets aside; may be called twice.
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
      String runId,
      BiConsumer<String, String> done) {
    for (String source : plan.sources().keySet()) {
      drivers
          .driver(plan.source(source).kind())
          .setAside(
              TargetSettings.of(plan, target, source), TargetSettings.of(plan, live, source), runId)
          .ifPresent(name -> done.accept(source, name));
    }
  }
}
