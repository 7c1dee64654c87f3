package io.drillbook.usecase.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.PointLayout;
import io.drillbook.pipeline.RestoreGuide;
import io.drillbook.pipeline.SignedManifest;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.CatalogStore.Captured;
import io.drillbook.usecase.SourceDrivers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What must stand in the folder of a recovery point, in whichever vault. */
final class PointFolder {
  private static final Set<FaultCode> NO_MANIFEST =
      EnumSet.of(FaultCode.SIGNATURE_INVALID, FaultCode.POINT_UNKNOWN, FaultCode.INPUT_INVALID);

  private final SourceDrivers drivers;
  private final KeyRing keys;
  private final CatalogStore catalog;
  private final String tool;

  /** Folders as this version of the program, {@code tool}, writes them. */
  PointFolder(SourceDrivers drivers, KeyRing keys, CatalogStore catalog, String tool) {
    this.drivers = drivers;
    this.keys = keys;
    this.catalog = catalog;
    this.tool = tool;
  }

  /**
   * The signed manifest of the very point that the catalog knows: one that is well signed and names
   * other members is no copy of it, whoever put it there.
   */
  Optional<SignedManifest> manifest(ProtectionPlan plan, StoredPoint place, Findings found) {
    try {
      SignedManifest signed = signed(plan, place);
      if (isKnown(signed.manifest())) {
        return Optional.of(signed);
      }
      found.wrong("the manifest is well signed and names other members than the catalog");
    } catch (Fault e) {
      if (!NO_MANIFEST.contains(e.code())) {
        throw e;
      }
      found.wrong(e.getMessage());
    }
    return Optional.empty();
  }

  /** The manifest, signed by whom the plan trusts. */
  SignedManifest signed(ProtectionPlan plan, StoredPoint place) {
    return place.manifest(keys, plan.backup().trustedSigners());
  }

  private boolean isKnown(Manifest manifest) {
    Set<Member> known = new HashSet<>();
    catalog.captures(manifest.system(), manifest.point()).values().stream()
        .map(Captured::members)
        .flatMap(Collection::stream)
        .forEach(known::add);
    return known.isEmpty() || known.equals(Set.copyOf(manifest.members()));
  }

  /** What stands beside the members and is not signed: checksums, and the way back by hand. */
  void checkTexts(SignedManifest signed, StoredPoint place, Findings found) {
    if (place.find(PointLayout.SUMS).filter(sums(signed)::equals).isEmpty()) {
      found.wrong(PointLayout.SUMS + " is missing or differs from the manifest");
    }
    Optional<String> guide = place.find(PointLayout.GUIDE);
    if (guide.isEmpty()) {
      found.wrong(PointLayout.GUIDE + " is missing");
    } else if (!isGuide(signed, guide.get())) {
      found.wrong(PointLayout.GUIDE + " differs from what the manifest asks for");
    }
  }

  String sums(SignedManifest signed) {
    return RestoreGuide.sums(signed.manifest());
  }

  /** The way back as this version writes it. */
  String guide(SignedManifest signed) {
    Manifest manifest = signed.manifest();
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
    return RestoreGuide.write(manifest, sections);
  }

  /** Another version's text may differ from ours; it names the same members all the same. */
  private boolean isGuide(SignedManifest signed, String text) {
    Manifest manifest = signed.manifest();
    return manifest.members().stream().map(Member::file).allMatch(text::contains)
        && (!manifest.tool().equals(tool) || text.equals(guide(signed)));
  }

  /** What is wrong with members, one fault for each that is not as the manifest says. */
  List<Fault> damagedMembers(Manifest manifest, StoredPoint place, StepContext context) {
    List<Fault> damaged = new ArrayList<>();
    for (Member member : manifest.members()) {
      damage(member, place, context).ifPresent(damaged::add);
    }
    return damaged;
  }

  /** What is wrong with one member; empty where it is good. */
  static Optional<Fault> damage(Member member, StoredPoint place, StepContext context) {
    String subject = place.vault() + "/" + member.file();
    try {
      place.check(
          member,
          context.cancellation(),
          done -> context.progress(subject, done, member.storedBytes()));
      return Optional.empty();
    } catch (Fault e) {
      if (e.code() != FaultCode.CHECKSUM_MISMATCH) {
        throw e;
      }
      return Optional.of(e);
    }
  }
}
