package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.KeyFacts;
import io.drillbook.domain.point.KeyFacts.KeyUse;
import io.drillbook.domain.point.Manifest;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks that a plan names a new key, and that the change takes nothing away from old points. */
public final class CheckNewKey {
  private final KeyRing keys;
  private final CatalogStore catalog;
  private final SealedManifests manifests;

  /** Takes what it works with. */
  public CheckNewKey(KeyRing keys, Vaults vaults, CatalogStore catalog) {
    this.keys = keys;
    this.catalog = catalog;
    this.manifests = new SealedManifests(keys, vaults);
  }

  /**
   * What is new.
   *
   * @param recipients names of keys that new points will be encrypted to and old ones are not
   * @param signer name of the new signing key, if there is one
   * @param newest the newest point of before
   * @param oldest the oldest point that may be used and holds every source of the plan; the oldest
   *     of all where none does
   */
  public record NewKeys(
      List<String> recipients, Optional<String> signer, String newest, String oldest) {}

  /**
   * Checks the plan in force against the points of before. Nothing is changed; may be called again.
   *
   * @param before points begun earlier count as old
   * @throws Fault INPUT_INVALID where the plan names no new key; POINT_UNKNOWN where there is no
   *     old point; SIGNATURE_INVALID where the plan no longer trusts an old point's signer;
   *     KEY_MISSING where a new key cannot be used, or the oldest point cannot be opened here
   */
  public NewKeys check(ProtectionPlan plan, Instant before) {
    List<CatalogPoint> old =
        catalog.points(plan.system()).stream()
            .filter(CatalogPoint::usable)
            .filter(point -> point.startedAt().isBefore(before))
            .toList();
    if (old.isEmpty()) {
      throw new Fault(
          FaultCode.POINT_UNKNOWN,
          "unable to rotate keys without a recovery point: '" + plan.system() + "'",
          "Take a backup first; the change is measured against it.");
    }
    CatalogPoint newest = old.get(0);
    CatalogPoint oldest = old.get(old.size() - 1);
    NewKeys found = compare(plan, manifests.of(plan, newest), oldestWhole(plan, old).point());
    keys.signer(plan.backup().signWith());
    keys.openers(manifests.of(plan, oldest).recipients());
    return found;
  }

  /** A drill restores all sources, and never proves a point that lacks one. */
  private static CatalogPoint oldestWhole(ProtectionPlan plan, List<CatalogPoint> old) {
    return old.stream()
        .filter(point -> point.lacks(plan.sources().keySet()).isEmpty())
        .reduce((newer, older) -> older)
        .orElseGet(() -> old.get(old.size() - 1));
  }

  private NewKeys compare(ProtectionPlan plan, Manifest newest, String oldest) {
    List<String> recipients =
        keys.recipients(plan.backup().encryptTo()).facts().stream()
            .filter(facts -> !newest.recipients().contains(facts.fingerprint()))
            .map(KeyFacts::name)
            .toList();
    KeyFacts signer = keys.facts(plan.backup().signWith(), KeyUse.SIGN);
    boolean signerIsNew = !signer.fingerprint().equals(newest.signer());
    if (recipients.isEmpty() && !signerIsNew) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find a new key in the plan in force: '" + plan.system() + "'",
          "'encrypt-to' "
              + plan.backup().encryptTo()
              + " and 'sign-with' "
              + signer.name()
              + " are the keys of "
              + newest.point()
              + " already. Was the plan saved, and is it good? See 'drillbook plan check'.");
    }
    return new NewKeys(
        recipients,
        signerIsNew ? Optional.of(signer.name()) : Optional.empty(),
        newest.point(),
        oldest);
  }
}
