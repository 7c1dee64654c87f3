package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.SourceDrivers;
import java.util.Optional;

/** Restores one source of a verified recovery point into a target. */
public final class RestoreSource {
  private final SourceDrivers drivers;

  /** Takes what it works with. */
  public RestoreSource(SourceDrivers drivers) {
    this.drivers = drivers;
  }

  /**
   * Restores. Safe to call again for the same run, see {@link
   * io.drillbook.spi.source.SourceDriver#restore}.
   *
   * @param point verified by this process, this source included: a step that begins anew after a
   *     crash verifies anew
   * @throws Fault NOT_ALLOWED where the source was not verified; INPUT_INVALID where plan and point
   *     do not fit; and whatever the driver can explain
   */
  public RestoreReport restore(
      VerifiedPoint point, ProtectionPlan plan, String source, String target, StepContext context) {
    return restore(point, plan, source, target, Optional.empty(), context);
  }

  /**
   * The same for a system that lives elsewhere than at home.
   *
   * @param liveAt the target where it lives: that is what must not be restored into
   * @throws Fault as the other
   */
  public RestoreReport restore(
      VerifiedPoint point,
      ProtectionPlan plan,
      String source,
      String target,
      Optional<String> liveAt,
      StepContext context) {
    Manifest manifest = point.manifest();
    requireVerified(point, source);
    SourcePlan planned = plan.source(source);
    SourceCapture capture = capture(manifest, source);
    if (!manifest.system().equals(plan.system()) || !capture.kind().equals(planned.kind())) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to restore into another system or kind of source: '" + source + "'",
          "The point holds "
              + manifest.system()
              + ", "
              + capture.kind()
              + "; the plan says "
              + plan.system()
              + ", "
              + planned.kind()
              + ".");
    }
    return restore(
        point,
        source,
        TargetSettings.of(plan, target, source),
        TargetSettings.live(plan, liveAt, source),
        context);
  }

  /**
   * Restores where there is no plan any more: what the source was at home is known from its capture
   * only.
   *
   * @throws Fault as with a plan
   */
  public RestoreReport restoreWithoutPlan(
      VerifiedPoint point, String source, Settings target, StepContext context) {
    requireVerified(point, source);
    return restore(point, source, target, Settings.none(), context);
  }

  private RestoreReport restore(
      VerifiedPoint point, String source, Settings target, Settings home, StepContext context) {
    Manifest manifest = point.manifest();
    SourceCapture capture = capture(manifest, source);
    return drivers
        .driver(capture.kind())
        .restore(capture, manifest.membersOf(source), point.reader(source), target, home, context);
  }

  private static void requireVerified(VerifiedPoint point, String source) {
    if (!point.covers(source)) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to restore what was not verified: '" + source + "'",
          "Verify this source of " + point.manifest().point() + " first, in the same step.");
    }
  }

  private static SourceCapture capture(Manifest manifest, String source) {
    return manifest.sources().stream()
        .filter(one -> one.source().equals(source))
        .findFirst()
        .orElseThrow();
  }
}
