package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.log.KeptLogs;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.SourceDrivers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Restores a recovery point when there is no plan, no catalog and no server any more: what it holds
 * and in which order it comes back is taken from the signed manifest.
 */
public final class RestoreStoredPoint {
  private final SourceDrivers drivers;
  private final VerifyRecoveryPoint verify;
  private final KeptLogs logs;

  /** Takes what it works with. */
  public RestoreStoredPoint(SourceDrivers drivers, VerifyRecoveryPoint verify, KeptLogs logs) {
    this.drivers = drivers;
    this.verify = verify;
    this.logs = logs;
  }

  /** Told what was achieved, as it is. */
  public interface Listener {
    /**
     * Signature and checksums of everything wanted hold.
     *
     * @param findings what is wrong in vaults that are then passed over
     */
    void verified(List<String> findings);

    /** A source is back, its counts as in the manifest. */
    void restored(String source, RestoreReport report);
  }

  /**
   * Restores sources into empty targets, one after the other. Nothing is read before every target
   * was asked, nothing is decrypted before signature and checksums of all of it hold. May be called
   * again after a crash: a source that is back already is left as it is.
   *
   * @param manifest the point's signed one
   * @param targets where each wanted source goes
   * @param goal how far logs of changes are replayed onto the sources that may keep one
   * @throws Fault INPUT_INVALID where a wanted source has no target, TARGET_NOT_EMPTY,
   *     TARGET_IS_PRODUCTION, KEY_MISSING, CHECKSUM_MISMATCH, CONTENT_MISMATCH, and whatever the
   *     driver can explain
   */
  public void restore(
      PointWanted wanted,
      Manifest manifest,
      Map<String, Settings> targets,
      Optional<RecoveryGoal> goal,
      StepContext context,
      Listener listener) {
    List<SourceCapture> sources =
        manifest.sources().stream()
            .filter(one -> wanted.sources().isEmpty() || wanted.sources().contains(one.source()))
            .toList();
    for (SourceCapture source : sources) {
      drivers
          .driver(source.kind())
          .checkTarget(target(targets, source.source()), Settings.none(), context.runId());
    }
    VerifiedPoint point = verify.verify(wanted, context);
    listener.verified(point.findings());
    RestoreSource restore = new RestoreSource(drivers, logs);
    for (SourceCapture source : sources) {
      context.cancellation().check();
      String name = source.source();
      listener.restored(
          name, restore.restoreWithoutPlan(point, name, targets.get(name), wanted, goal, context));
    }
  }

  private static Settings target(Map<String, Settings> targets, String source) {
    Settings found = targets.get(source);
    if (found == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to tell where the source goes: '" + source + "'",
          "Give it a target, or restore the others only by naming them.");
    }
    return found;
  }
}
