package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.PointState;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import java.util.ArrayList;
import java.util.List;

/** Removes what a failed backup left behind: all of a point that was never sealed. */
public final class DiscardRecoveryPoint {
  private final Vaults vaults;
  private final KeyRing keys;
  private final CatalogStore catalog;

  /** Takes what it works with. */
  public DiscardRecoveryPoint(Vaults vaults, KeyRing keys, CatalogStore catalog) {
    this.vaults = vaults;
    this.keys = keys;
    this.catalog = catalog;
  }

  /**
   * Removes the point from every vault and from the catalog; may be called twice. Nothing is
   * removed before every vault that answers was asked for a signature.
   *
   * @throws Fault NOT_ALLOWED where it is sealed; VAULT_UNREACHABLE where a required vault does not
   *     answer, or, after all others were cleaned, another one
   */
  public void discard(ProtectionPlan plan, String point) {
    VaultFailures failures = new VaultFailures(plan.backup().required());
    boolean catalogued =
        catalog
            .find(plan.system(), point)
            .filter(known -> known.state() != PointState.CAPTURING)
            .isPresent();
    List<StoredPoint> places = new ArrayList<>();
    List<StoredPoint> sealed = new ArrayList<>();
    for (String name : plan.backup().vaults()) {
      failures.attempt(
          name,
          () -> {
            StoredPoint place = new StoredPoint(vaults.vault(name), plan.system(), point);
            if (place.hasSignature() && isSealed(place)) {
              sealed.add(place);
            }
            places.add(place);
          });
    }
    if (catalogued || !sealed.isEmpty()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard a sealed recovery point: '" + plan.system() + "/" + point + "'",
          "Only retention removes sealed points.");
    }
    places.forEach(place -> failures.attempt(place.vault(), () -> place.withdraw("")));
    requireNone(failures, point);
    catalog.discard(plan.system(), point);
  }

  /** Any key of this installation counts: the plan may have changed its signer meanwhile. */
  private boolean isSealed(StoredPoint place) {
    for (String name : keys.names()) {
      try {
        place.manifest(keys, name);
        return true;
      } catch (Fault e) {
        if (e.code() != FaultCode.SIGNATURE_INVALID && e.code() != FaultCode.POINT_UNKNOWN) {
          throw e;
        }
      }
    }
    return false;
  }

  private static void requireNone(VaultFailures failures, String point) {
    if (!failures.reasons().isEmpty()) {
      throw new Fault(
          FaultCode.VAULT_UNREACHABLE,
          "unable to discard the recovery point everywhere: '" + point + "'",
          "Try again when these answer: " + failures.reasons() + ".");
    }
  }
}
