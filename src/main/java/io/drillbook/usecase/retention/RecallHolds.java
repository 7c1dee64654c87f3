package io.drillbook.usecase.retention;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.retention.Hold;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.StoredHolds;
import io.drillbook.spi.store.RetentionStore;
import io.drillbook.spi.vault.Vaults;

/**
 * Brings the holds of database and vaults together: a catalog that was rebuilt learns them from the
 * vaults, and a vault that did not answer when a hold was set learns it now. Safe to run again.
 */
public final class RecallHolds {
  private final Vaults vaults;
  private final KeyRing keys;
  private final RetentionStore retention;

  /** Takes what it works with. */
  public RecallHolds(Vaults vaults, KeyRing keys, RetentionStore retention) {
    this.vaults = vaults;
    this.keys = keys;
    this.retention = retention;
  }

  /**
   * Reads the holds of every vault of the plan, then writes to each what it lacks.
   *
   * @throws io.drillbook.domain.fault.Fault VAULT_UNREACHABLE where one does not answer: nobody
   *     knows then what it holds
   */
  public void recall(ProtectionPlan plan) {
    for (String name : PointPlaces.ofPlan(plan)) {
      new StoredHolds(vaults.vault(name), plan.system())
          .all(keys, plan.backup().trustedSigners())
          .forEach(this::learn);
    }
    PointPlaces.ofPlan(plan).forEach(name -> store(plan, name));
  }

  /** Writes every hold to one vault. */
  void store(ProtectionPlan plan, String vault) {
    StoredHolds stored = new StoredHolds(vaults.vault(vault), plan.system());
    for (Hold hold : retention.holds(plan.system())) {
      stored.put(hold, keys, plan.backup().signWith());
    }
  }

  private void learn(Hold hold) {
    retention.hold(hold);
    hold.released().ifPresent(release -> retention.release(hold.id(), release));
  }
}
