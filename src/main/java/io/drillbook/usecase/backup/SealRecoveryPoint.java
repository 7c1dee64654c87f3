package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.ManifestJson;
import io.drillbook.pipeline.RestoreGuide;
import io.drillbook.pipeline.SignedManifest;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.EachMember;
import io.drillbook.usecase.SourceDrivers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes captured members a recovery point: reads every member back from every vault, then writes
 * SHA256SUMS, RESTORE.md and the manifest, and its signature last of all. Safe to run again: what
 * an earlier attempt left half done is completed, and a sealed point is answered as it is.
 */
public final class SealRecoveryPoint {
  private final SourceDrivers drivers;
  private final Vaults vaults;
  private final KeyRing keys;
  private final CatalogStore catalog;
  private final ManifestDraft drafts;
  private final RecipientCheck check;

  /**
   * Takes what it works with.
   *
   * @param tool name and version of this program, for the manifest
   */
  public SealRecoveryPoint(
      SourceDrivers drivers,
      Vaults vaults,
      KeyRing keys,
      CatalogStore catalog,
      Clock clock,
      String tool) {
    this.drivers = drivers;
    this.vaults = vaults;
    this.keys = keys;
    this.catalog = catalog;
    this.drafts = new ManifestDraft(keys, catalog, clock, tool);
    this.check = new RecipientCheck(keys, vaults, catalog);
  }

  /**
   * Seals a point whose sources were all captured, if its members are for the plan's keys.
   *
   * @throws Fault CAPTURE_FAILED where a source is missing, CHECKSUM_MISMATCH where a required
   *     vault does not give back what it took, OBJECT_EXISTS where another point of that name is
   *     sealed, KEY_MISSING or DECRYPTION_FAILED where the members are not for the plan's keys,
   *     NOT_ALLOWED where a key was replaced under its name, VAULT_UNREACHABLE, DISK_FULL
   */
  public SealedPoint seal(ProtectionPlan plan, String point, StepContext context) {
    VaultFailures failures = new VaultFailures(plan.backup().required());
    List<StoredPoint> places = new ArrayList<>();
    for (String name : plan.backup().vaults()) {
      failures.attempt(
          name, () -> places.add(new StoredPoint(vaults.vault(name), plan.system(), point)));
    }
    List<String> signers = plan.backup().trustedSigners();
    Optional<SignedManifest> earlier = sealedEarlier(places, signers, failures);
    earlier.ifPresent(found -> drafts.requireSameMembers(plan.system(), point, found.manifest()));
    SignedManifest manifest =
        earlier.orElseGet(() -> signed(plan, drafts.text(plan, point, places, failures)));
    writeUnsigned(manifest, places, failures, context);
    if (earlier.isEmpty()) {
      requireOpenable(plan, manifest.manifest(), places, failures);
      requireBases(manifest.manifest(), places, failures);
    }
    for (StoredPoint place : places) {
      context.cancellation().check();
      failures.attempt(place.vault(), () -> new PointFiles(place).sign(manifest, keys, signers));
    }
    failures.requireOneOf(plan.backup().vaults());
    List<String> whole =
        places.stream().map(StoredPoint::vault).filter(name -> !failures.isDropped(name)).toList();
    catalog.seal(plan.system(), point, manifest.manifest().sealedAt(), whole);
    return new SealedPoint(manifest.manifest(), whole, failures.reasons());
  }

  private void requireOpenable(
      ProtectionPlan plan, Manifest manifest, List<StoredPoint> places, VaultFailures failures) {
    places.stream()
        .filter(place -> !failures.isDropped(place.vault()))
        .findFirst()
        .ifPresent(place -> check.requireOpenable(plan, manifest, place));
  }

  /** What it rests on was there when it was captured; an expiry may have begun since. */
  private void requireBases(Manifest manifest, List<StoredPoint> places, VaultFailures failures) {
    for (StoredPoint place : places) {
      for (SourceCapture capture : manifest.sources()) {
        for (String base : Lineage.needs(capture.facts())) {
          failures.attempt(
              place.vault(),
              () ->
                  requireBase(
                      new StoredPoint(vaults.vault(place.vault()), manifest.system(), base), base));
        }
      }
    }
  }

  private static void requireBase(StoredPoint base, String name) {
    if (!base.hasSignature()) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to seal an increment, what it rests on is gone from the vault '"
              + base.vault()
              + "': '"
              + name
              + "'",
          "Start a new backup: it will be a full one.");
    }
  }

  private SignedManifest signed(ProtectionPlan plan, String text) {
    check.requireSameKeys(plan, ManifestJson.read(text));
    return drafts.sign(plan, text);
  }

  private Optional<SignedManifest> sealedEarlier(
      List<StoredPoint> places, List<String> signers, VaultFailures failures) {
    List<SignedManifest> found = new ArrayList<>();
    for (StoredPoint place : places) {
      failures.attempt(
          place.vault(),
          () -> {
            if (place.hasSignature()) {
              found.add(place.manifest(keys, signers));
            }
          });
    }
    return found.stream().findFirst();
  }

  private void writeUnsigned(
      SignedManifest signed,
      List<StoredPoint> places,
      VaultFailures failures,
      StepContext context) {
    String guide = RestoreGuide.write(signed.manifest(), sections(signed.manifest()));
    for (StoredPoint place : places) {
      failures.attempt(
          place.vault(),
          () -> {
            // Every capture is done: what is still in the making belongs to an attempt that died.
            place.discardUploads();
            if (!place.hasSignature()) {
              readBack(place, signed.manifest(), context);
              new PointFiles(place).writeUnsigned(signed, guide);
            }
          });
    }
  }

  private static void readBack(StoredPoint place, Manifest manifest, StepContext context) {
    EachMember.of(
        manifest.members(),
        context,
        (member, inner) -> {
          String subject = place.vault() + "/" + member.file();
          place.check(
              member,
              inner.cancellation(),
              done -> inner.progress(subject, done, member.storedBytes()));
        });
  }

  private Map<String, String> sections(Manifest manifest) {
    Map<String, String> sections = new TreeMap<>();
    manifest
        .sources()
        .forEach(
            capture ->
                sections.put(
                    capture.source(),
                    drivers
                        .driver(capture.kind())
                        .manualRestore(capture, manifest.membersOf(capture.source()))));
    return sections;
  }
}
