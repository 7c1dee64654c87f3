package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.vault.Vaults;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Gives up the claim on a recovery point that was sealed or discarded. */
public final class ReleaseRecoveryPoint {
  private static final Logger LOG = System.getLogger(ReleaseRecoveryPoint.class.getName());

  private final Vaults vaults;

  /** Takes what it works with. */
  public ReleaseRecoveryPoint(Vaults vaults) {
    this.vaults = vaults;
  }

  /**
   * Removes the lease from every vault that lets us; may be called twice. Never throws: a lease
   * that stays harms nobody, and many a vault's writer may not delete.
   */
  public void release(ProtectionPlan plan, String point) {
    for (String name : plan.backup().vaults()) {
      try {
        PointLease.remove(vaults.vault(name), plan.system(), point);
      } catch (Fault e) {
        LOG.log(Level.DEBUG, "the lease of ''{0}'' stays: {1}", point, e.getMessage());
      }
    }
  }
}
