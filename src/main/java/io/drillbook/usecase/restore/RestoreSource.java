package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.log.KeptLogs;
import io.drillbook.spi.log.Replay;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.SourceDrivers;
import java.util.List;
import java.util.Optional;

/** Restores one source of a verified recovery point into a target. */
public final class RestoreSource {
  private final SourceDrivers drivers;
  private final KeptLogs logs;

  /** Takes what it works with. */
  public RestoreSource(SourceDrivers drivers, KeptLogs logs) {
    this.drivers = drivers;
    this.logs = logs;
  }

  /**
   * What is restored, and where to.
   *
   * @param liveAt the target where the system lives, where it does not live at home: that is what
   *     must not be restored into
   * @param goal how far the log of changes is replayed, if the source keeps one; without it the
   *     data is that of the recovery point
   */
  public record Wish(
      String source, String target, Optional<String> liveAt, Optional<RecoveryGoal> goal) {}

  /**
   * Restores what a recovery point holds, at home.
   *
   * @throws Fault as the other
   */
  public RestoreReport restore(
      VerifiedPoint point, ProtectionPlan plan, String source, String target, StepContext context) {
    return restore(
        point, plan, new Wish(source, target, Optional.empty(), Optional.empty()), context);
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
      VerifiedPoint point, ProtectionPlan plan, Wish wish, StepContext context) {
    Manifest manifest = point.manifest();
    requireVerified(point, wish.source());
    SourcePlan planned = plan.source(wish.source());
    SourceCapture capture = capture(manifest, wish.source());
    if (!manifest.system().equals(plan.system()) || !capture.kind().equals(planned.kind())) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to restore into another system or kind of source: '" + wish.source() + "'",
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
    Optional<Replay> replay =
        wish.goal()
            .filter(goal -> new ReplayedSources(drivers).keepsLog(planned))
            .map(
                goal ->
                    new Replay(
                        logs.reader(
                            plan.system(),
                            wish.source(),
                            plan.backup().vaults(),
                            plan.backup().trustedSigners()),
                        goal));
    return restore(
        point,
        capture,
        replay,
        TargetSettings.of(plan, wish.target(), wish.source()),
        TargetSettings.live(plan, wish.liveAt(), wish.source()),
        context);
  }

  /**
   * Restores where there is no plan any more: what the source was at home is known from its capture
   * only.
   *
   * @param wanted where the point came from: the log is looked for in the same vaults
   * @param goal how far the log is replayed, if sources of this kind may keep one
   * @throws Fault as with a plan
   */
  public RestoreReport restoreWithoutPlan(
      VerifiedPoint point,
      String source,
      Settings target,
      PointWanted wanted,
      Optional<RecoveryGoal> goal,
      StepContext context) {
    requireVerified(point, source);
    SourceCapture capture = capture(point.manifest(), source);
    Optional<Replay> replay =
        goal.filter(it -> drivers.driver(capture.kind()).log().isPresent())
            .map(
                it ->
                    new Replay(
                        logs.reader(wanted.system(), source, wanted.vaults(), wanted.signers()),
                        it));
    return restore(point, capture, replay, target, Settings.none(), context);
  }

  private RestoreReport restore(
      VerifiedPoint point,
      SourceCapture capture,
      Optional<Replay> replay,
      Settings target,
      Settings home,
      StepContext context) {
    List<Member> members = point.manifest().membersOf(capture.source());
    SourceDriver driver = drivers.driver(capture.kind());
    MemberReader reader = point.reader(capture.source());
    return replay
        .map(it -> driver.restore(capture, members, reader, it, target, home, context))
        .orElseGet(() -> driver.restore(capture, members, reader, target, home, context));
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
