package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.CutoverDrivers;
import java.util.ArrayList;
import java.util.List;

/** Gets ready early what a cutover needs time for, such as a shorter TTL; moves no traffic. */
public final class PrepareCutover {
  private final CutoverDrivers drivers;

  /** A use case over these kinds of cutover. */
  public PrepareCutover(CutoverDrivers drivers) {
    this.drivers = drivers;
  }

  /**
   * Prepares every step of the plan's cutover. What cannot be prepared holds no recovery up: the
   * cutover itself will say it again, louder.
   *
   * @return what was done and what was not, in words; often nothing
   */
  public List<String> run(ProtectionPlan plan, StepContext context) {
    List<String> done = new ArrayList<>();
    for (CheckPlan step : plan.recovery().cutover()) {
      try {
        CutoverDriver driver = drivers.driver(step.kind());
        driver.prepare(step.settings(), context).ifPresent(done::add);
      } catch (Fault e) {
        if (e.code() == FaultCode.CANCELLED) {
          throw e;
        }
        done.add("not prepared: " + e.getMessage() + " " + e.hint());
      }
    }
    return List.copyOf(done);
  }
}
