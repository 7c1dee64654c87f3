package io.drillbook.usecase.backup;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.vault.Vaults;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Claims a recovery point that is about to be captured in every vault of its plan. */
public final class LeaseRecoveryPoint {
  private final Vaults vaults;
  private final Clock clock;
  private final String host;

  /**
   * Takes what it works with.
   *
   * @param host this server's name, for people who find the lease
   */
  public LeaseRecoveryPoint(Vaults vaults, Clock clock, String host) {
    this.vaults = vaults;
    this.clock = clock;
    this.host = host;
  }

  /**
   * Writes the lease where it is not there yet; may be called for each source and each attempt.
   *
   * @return the vaults in which it was written now
   * @throws io.drillbook.domain.fault.Fault OBJECT_EXISTS where another run has it,
   *     VAULT_UNREACHABLE, DISK_FULL where a required vault cannot be written
   */
  public List<String> lease(ProtectionPlan plan, String point, String runId) {
    VaultFailures failures = new VaultFailures(plan.backup().required());
    PointLease lease = new PointLease(plan.system(), point, runId, host, clock.instant());
    List<String> written = new ArrayList<>();
    for (String name : plan.backup().vaults()) {
      failures.attempt(
          name,
          () -> {
            if (lease.write(vaults.vault(name))) {
              written.add(name);
            }
          });
    }
    return written;
  }
}
