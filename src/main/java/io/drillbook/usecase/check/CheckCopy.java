package io.drillbook.usecase.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.point.PointState;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.SignedManifest;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.CopyStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.SourceDrivers;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Reads one vault's copy of a recovery point back, to its last byte: the signature, what stands
 * beside the members, size and checksum of each member, and then, where a private key is at hand,
 * the decrypted content and its structure. Nothing is decrypted before signature and checksums
 * hold. Changes nothing in the vault; may be called any number of times.
 */
public final class CheckCopy {
  private final Vaults vaults;
  private final KeyRing keys;
  private final CatalogStore catalog;
  private final CopyStore copies;
  private final ListCopies list;
  private final Clock clock;
  private final PointFolder folders;
  private final ContentCheck contents;

  /**
   * Takes what it works with.
   *
   * @param tool name and version of this program, as it stands in manifests
   */
  public CheckCopy(
      SourceDrivers drivers,
      Vaults vaults,
      KeyRing keys,
      CatalogStore catalog,
      CopyStore copies,
      ListCopies list,
      Clock clock,
      String tool) {
    this.vaults = vaults;
    this.keys = keys;
    this.catalog = catalog;
    this.copies = copies;
    this.list = list;
    this.clock = clock;
    this.folders = new PointFolder(drivers, keys, catalog, tool);
    this.contents = new ContentCheck(drivers);
  }

  /**
   * Reads a copy and keeps what was found. The catalog calls the point verified where the copy is
   * good, and broken where its content is not whole although the bytes are as they were sealed.
   *
   * @throws Fault POINT_UNKNOWN where the point was removed meanwhile; VAULT_UNREACHABLE and what
   *     else says that the copy could not be read, which is no finding about it; KEY_MISSING where
   *     the signer's public key cannot be read; CANCELLED
   */
  public CopyReading check(ProtectionPlan plan, PointCopy copy, StepContext context) {
    StoredPoint place = new StoredPoint(vaults.vault(copy.vault()), copy.system(), copy.point());
    Findings found = new Findings();
    boolean gone = place.isEmpty();
    if (gone) {
      found.wrong("nothing of it is in the vault");
    } else {
      Optional<SignedManifest> signed = folders.manifest(plan, place, found);
      signed.ifPresent(manifest -> read(manifest, place, found, context));
    }
    CopyState state = CopyState.GOOD;
    if (!found.isGood()) {
      requireKnown(copy);
      state = gone ? CopyState.MISSING : CopyState.BAD;
    }
    PointCopy now = copy.found(state, Optional.of(clock.instant()), found.inWords());
    copies.save(now);
    mark(now, found);
    return new CopyReading(now, copy.state(), found.wrong(), found.notes(), found.isBroken());
  }

  private void read(SignedManifest signed, StoredPoint place, Findings found, StepContext context) {
    folders.checkTexts(signed, place, found);
    List<Fault> damaged = folders.damagedMembers(signed.manifest(), place, context);
    damaged.forEach(fault -> found.wrong(fault.getMessage()));
    if (damaged.isEmpty()) {
      contents.check(signed.manifest(), place, keys, found, context);
    }
  }

  /** What retention removes while it is being read is not damaged. */
  private void requireKnown(PointCopy copy) {
    if (!list.stands(copy.system(), copy.point())) {
      throw new Fault(
          FaultCode.POINT_UNKNOWN,
          "unable to judge a copy of a point that is not there any more: '" + copy.point() + "'",
          "Retention removes it.");
    }
  }

  private void mark(PointCopy copy, Findings found) {
    if (found.isBroken()) {
      catalog.setState(copy.system(), copy.point(), PointState.BROKEN, clock.instant());
    } else if (found.isGood() && catalog.find(copy.system(), copy.point()).isPresent()) {
      catalog.setState(copy.system(), copy.point(), PointState.VERIFIED, clock.instant());
    }
  }
}
