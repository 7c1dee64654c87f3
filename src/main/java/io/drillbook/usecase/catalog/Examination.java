package io.drillbook.usecase.catalog;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.PointLayout;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.vault.Vault;
import io.drillbook.usecase.catalog.Inventory.Folder;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at one recovery point's folder: its manifest, its signature and what the listing says. */
final class Examination {
  private static final Set<FaultCode> ITS_OWN =
      EnumSet.of(FaultCode.SIGNATURE_INVALID, FaultCode.POINT_UNKNOWN, FaultCode.INPUT_INVALID);

  private final Vault vault;
  private final KeyRing keys;
  private final Trust trust;
  private final Folder folder;
  private final Map<String, Long> files;

  Examination(Vault vault, KeyRing keys, Trust trust, Map.Entry<Folder, Map<String, Long>> folder) {
    this.vault = vault;
    this.keys = keys;
    this.trust = trust;
    this.folder = folder.getKey();
    this.files = folder.getValue();
  }

  FoundPoint result() {
    if (!trust.isOurs(folder.system())) {
      return found(Condition.FOREIGN, "nobody here protects this system");
    }
    if (!files.containsKey(PointLayout.MANIFEST)) {
      return files.containsKey(PointLayout.SIGNATURE)
          ? found(Condition.BROKEN, "its manifest is missing")
          : found(Condition.UNSEALED, "it was never sealed");
    }
    StoredPoint place = new StoredPoint(vault, folder.system(), folder.point());
    Optional<Manifest> claimed = claimed(place);
    if (!files.containsKey(PointLayout.SIGNATURE)) {
      return found(Condition.BROKEN, claimed, "its manifest has no signature");
    }
    List<String> signers = trust.signers(folder.system());
    try {
      return signers.isEmpty() ? unchecked(place) : checked(place, signers, claimed);
    } catch (Fault e) {
      if (!ITS_OWN.contains(e.code())) {
        throw e;
      }
      return found(Condition.BROKEN, claimed, e.getMessage());
    }
  }

  private FoundPoint checked(StoredPoint place, List<String> signers, Optional<Manifest> claimed) {
    Optional<String> signer = place.claimedSigner(keys, signers);
    if (signer.isEmpty()) {
      return found(
          Condition.FOREIGN, claimed, "it is signed by another key: " + place.claimedIssuer());
    }
    Manifest manifest = place.manifest(keys, signer.get()).manifest();
    String damage = damage(manifest);
    return new FoundPoint(
        vault.name(),
        folder.system(),
        folder.point(),
        damage.isEmpty() ? Condition.GOOD : Condition.BROKEN,
        Optional.of(manifest),
        signer,
        damage,
        strays(manifest));
  }

  private FoundPoint unchecked(StoredPoint place) {
    Manifest manifest = place.claimed();
    String damage = damage(manifest);
    return found(
        damage.isEmpty() ? Condition.UNCHECKED : Condition.BROKEN, Optional.of(manifest), damage);
  }

  private String damage(Manifest manifest) {
    for (Member member : manifest.members()) {
      Long bytes = files.get(member.file());
      if (bytes == null) {
        return "a member is missing: " + member.file();
      }
      if (bytes != member.storedBytes()) {
        return "a member has %d bytes in place of %d: %s"
            .formatted(bytes, member.storedBytes(), member.file());
      }
    }
    return "";
  }

  private List<String> strays(Manifest manifest) {
    Set<String> left = new TreeSet<>(files.keySet());
    left.removeAll(
        List.of(PointLayout.MANIFEST, PointLayout.SIGNATURE, PointLayout.SUMS, PointLayout.GUIDE));
    manifest.members().forEach(member -> left.remove(member.file()));
    return List.copyOf(left);
  }

  private static Optional<Manifest> claimed(StoredPoint place) {
    try {
      return Optional.of(place.claimed());
    } catch (Fault e) {
      if (!ITS_OWN.contains(e.code())) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private FoundPoint found(Condition condition, String detail) {
    return found(condition, Optional.empty(), detail);
  }

  private FoundPoint found(Condition condition, Optional<Manifest> claimed, String detail) {
    return new FoundPoint(
        vault.name(),
        folder.system(),
        folder.point(),
        condition,
        claimed,
        Optional.empty(),
        detail,
        List.of());
  }
}
