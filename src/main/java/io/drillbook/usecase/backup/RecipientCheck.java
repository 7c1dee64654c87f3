package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.KeyFacts;
import io.drillbook.domain.point.KeyFacts.KeyUse;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.MemberHead;
import io.drillbook.pipeline.MemberKeys;
import io.drillbook.pipeline.Recipients;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Notices a wrong key in the run that used it, not at the restore: captured members must be for the
 * plan's keys, must open where a private key is here, and a key must still be the one that the last
 * recovery point knew by its name.
 */
final class RecipientCheck {
  private static final Logger LOG = System.getLogger(RecipientCheck.class.getName());

  private final KeyRing keys;
  private final SealedManifests manifests;
  private final CatalogStore catalog;

  RecipientCheck(KeyRing keys, Vaults vaults, CatalogStore catalog) {
    this.keys = keys;
    this.manifests = new SealedManifests(keys, vaults);
    this.catalog = catalog;
  }

  /**
   * Looks at the head of every member, and opens one of them.
   *
   * @throws Fault KEY_MISSING, DECRYPTION_FAILED, VAULT_UNREACHABLE
   */
  void requireOpenable(ProtectionPlan plan, Manifest manifest, StoredPoint place) {
    Recipients recipients = keys.recipients(plan.backup().encryptTo());
    for (Member member : manifest.members()) {
      Recipients its =
          member.isSealed() ? keys.sealedFor(keys.named(member.recipients())) : recipients;
      read(place, member, stored -> new MemberHead(member).requireFor(its, stored));
    }
    Member first =
        manifest.members().stream().filter(member -> !member.isSealed()).findFirst().orElseThrow();
    unlocked(plan, recipients)
        .ifPresent(
            opened ->
                read(
                    place, first, stored -> new MemberHead(first).requireOpenedBy(opened, stored)));
  }

  /**
   * Refuses a key whose file was replaced under the same name since the newest sealed point, unless
   * drillbook.yaml pins the new one.
   *
   * @throws Fault NOT_ALLOWED
   */
  void requireSameKeys(ProtectionPlan plan, Manifest fresh) {
    earlier(plan, fresh.point())
        .ifPresent(
            before ->
                fresh.keys().stream()
                    .filter(key -> key.use() == KeyUse.ENCRYPT && !keys.isPinned(key.name()))
                    .forEach(key -> requireSame(key, before)));
  }

  private static void requireSame(KeyFacts key, Manifest before) {
    before.keys().stream()
        .filter(old -> old.use() == KeyUse.ENCRYPT && old.name().equals(key.name()))
        .filter(old -> !old.fingerprint().equals(key.fingerprint()))
        .findFirst()
        .ifPresent(
            old -> {
              throw new Fault(
                  FaultCode.NOT_ALLOWED,
                  "unable to seal for a key that was replaced under its name: '" + key.name() + "'",
                  before.point()
                      + " was for "
                      + old.fingerprint()
                      + ", the file holds "
                      + key.fingerprint()
                      + ". Meant so? Give the new key a new name, or write its 'fingerprint'"
                      + " into drillbook.yaml.");
            });
  }

  /** A vault that does not answer, or a point that is damaged there, is another check's matter. */
  private Optional<Manifest> earlier(ProtectionPlan plan, String point) {
    try {
      return catalog.points(plan.system()).stream()
          .filter(CatalogPoint::usable)
          .filter(known -> !known.point().equals(point))
          .findFirst()
          .map(known -> manifests.of(plan, known));
    } catch (Fault e) {
      LOG.log(Level.INFO, "keys were not compared with the last point: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  /** A passphrase that is not at hand is no reason to have no backup. */
  private Optional<MemberKeys> unlocked(ProtectionPlan plan, Recipients recipients) {
    if (plan.backup().encryptTo().stream().noneMatch(keys::opens)) {
      return Optional.empty();
    }
    try {
      return Optional.of(keys.openers(recipients.fingerprints()));
    } catch (Fault e) {
      LOG.log(Level.WARNING, "the new recovery point was not opened: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private static void read(StoredPoint place, Member member, Look look) {
    try (InputStream stored = place.read(member)) {
      look.at(stored);
    } catch (IOException e) {
      throw new Fault(
          FaultCode.VAULT_UNREACHABLE,
          "unable to read from the vault '" + place.vault() + "': '" + member.file() + "'",
          "Check the vault's disk or network.",
          e);
    }
  }

  private interface Look {
    void at(InputStream stored) throws IOException;
  }
}
