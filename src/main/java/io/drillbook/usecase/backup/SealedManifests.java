package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Manifest;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.vault.Vaults;

/**
 * Reads the manifests of points that the catalog knows, from the first vault that has a good one.
 */
final class SealedManifests {
  private final KeyRing keys;
  private final Vaults vaults;

  SealedManifests(KeyRing keys, Vaults vaults) {
    this.keys = keys;
    this.vaults = vaults;
  }

  /**
   * The manifest, signed by a key that the plan trusts.
   *
   * @throws Fault what the last vault said: SIGNATURE_INVALID, KEY_MISSING, VAULT_UNREACHABLE,
   *     POINT_UNKNOWN
   */
  Manifest of(ProtectionPlan plan, CatalogPoint known) {
    Fault last = null;
    for (String vault : known.vaults()) {
      try {
        StoredPoint place = new StoredPoint(vaults.vault(vault), plan.system(), known.point());
        return place.manifest(keys, plan.backup().trustedSigners()).manifest();
      } catch (Fault e) {
        last = e;
      }
    }
    throw last != null
        ? last
        : new Fault(
            FaultCode.POINT_UNKNOWN,
            "unable to find a vault that holds the recovery point: '" + known.point() + "'",
            "The catalog names none.");
  }
}
