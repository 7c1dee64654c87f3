package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.pipeline.EncryptedMembers;
import io.drillbook.pipeline.KeptMembers;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.MemberKeys;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.source.Basis;
import io.drillbook.spi.source.Earlier;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the capture that a new one may build on: the newest, and only if every vault that the
 * new one goes to holds it and all it rests on, signed and sealed with today's keys. A point whose
 * base is opened by other keys, or is not beside it, could one day not be restored.
 */
final class FindBasis {
  private final Vaults vaults;
  private final KeyRing keys;
  private final CatalogStore catalog;
  private final KeptMembers kept;
  private final Cancellation cancellation;

  FindBasis(
      Vaults vaults,
      KeyRing keys,
      CatalogStore catalog,
      KeptMembers kept,
      Cancellation cancellation) {
    this.cancellation = cancellation;
    this.vaults = vaults;
    this.keys = keys;
    this.catalog = catalog;
    this.kept = kept;
  }

  /** The capture, or why there is none. */
  Basis find(ProtectionPlan plan, String source, String point, List<String> places) {
    Optional<CatalogPoint> newest =
        catalog.points(plan.system()).stream()
            .filter(it -> it.usable() && it.dataTimes().containsKey(source))
            .filter(it -> it.point().compareTo(point) < 0)
            .findFirst();
    if (newest.isEmpty()) {
      return Basis.none("there is no earlier recovery point of this source");
    }
    String base = newest.get().point();
    kept.removeOlder(plan.system(), source, base);
    try {
      List<Manifest> manifests = new ArrayList<>();
      for (String vault : places) {
        manifests.add(manifest(plan, vault, base));
      }
      Manifest manifest = manifests.get(0);
      return unfit(plan, manifests, source, places)
          .map(why -> Basis.none(base + ": " + why))
          .orElseGet(() -> basis(manifest, source, places.get(0)));
    } catch (Fault e) {
      return Basis.none(base + ": " + e.getMessage());
    }
  }

  private Manifest manifest(ProtectionPlan plan, String vault, String point) {
    return new StoredPoint(vaults.vault(vault), plan.system(), point)
        .manifest(keys, plan.backup().trustedSigners())
        .manifest();
  }

  private Optional<String> unfit(
      ProtectionPlan plan, List<Manifest> manifests, String source, List<String> places) {
    Manifest first = manifests.get(0);
    if (Set.copyOf(manifests).size() > 1) {
      return Optional.of("the vaults hold different manifests of it");
    }
    Set<String> recipients = Set.copyOf(keys.recipients(plan.backup().encryptTo()).fingerprints());
    if (!recipients.equals(Set.copyOf(first.recipients()))
        || !first.signer().equals(keys.fingerprint(plan.backup().signWith()))) {
      return Optional.of("the keys were changed since");
    }
    Optional<SourceCapture> capture = capture(first, source);
    if (capture.flatMap(Lineage::of).isEmpty()) {
      return Optional.of("it is none that others may build on");
    }
    List<String> chain = new ArrayList<>(Lineage.needs(capture.get().facts()));
    for (String vault : places) {
      if (!holdsAll(plan, vault, first, source)) {
        return Optional.of("not all of it is in " + vault);
      }
      for (String older : chain) {
        if (!holdsAll(plan, vault, manifest(plan, vault, older), source)) {
          return Optional.of("not all of " + older + " is in " + vault);
        }
      }
    }
    return Optional.empty();
  }

  private boolean holdsAll(ProtectionPlan plan, String vault, Manifest manifest, String source) {
    StoredPoint place = new StoredPoint(vaults.vault(vault), plan.system(), manifest.point());
    List<Member> members = manifest.membersOf(source);
    return !members.isEmpty() && members.stream().allMatch(it -> place.holds(it.file()));
  }

  private Basis basis(Manifest manifest, String source, String vault) {
    Earlier earlier =
        new Earlier(
            manifest.point(), capture(manifest, source).orElseThrow(), manifest.membersOf(source));
    Optional<Member> list =
        earlier.members().stream().filter(it -> it.format().equals(Basis.KEPT)).findFirst();
    if (list.isEmpty()) {
      return Basis.none(manifest.point() + ": it has no list");
    }
    if (open(manifest, list.get()).isEmpty()) {
      String lost = manifest.point() + ": the list that was kept here is gone or damaged, ";
      Optional<String> trouble = fetch(manifest, list.get(), vault);
      if (trouble.isPresent()) {
        return Basis.none(lost + trouble.get());
      }
    }
    return Basis.of(earlier, () -> open(manifest, list.get()).orElseThrow());
  }

  private Optional<InputStream> open(Manifest manifest, Member list) {
    return kept.open(manifest.system(), list.source(), manifest.point(), list.contentSha256());
  }

  /** A server that is new, or lost its state, reads the list back where it may open it. */
  private Optional<String> fetch(Manifest manifest, Member list, String vault) {
    MemberKeys opened;
    try {
      opened = keys.openers(manifest.recipients());
    } catch (Fault e) {
      return Optional.of("and no private key is here to read it back");
    }
    StoredPoint place = new StoredPoint(vaults.vault(vault), manifest.system(), manifest.point());
    place.check(list, cancellation, done -> {});
    try (InputStream in = new EncryptedMembers(opened, place::read).open(list);
        OutputStream out = kept.create(manifest.system(), list.source(), manifest.point())) {
      in.transferTo(out);
    } catch (IOException e) {
      return Optional.of("and could not be read back: " + e.getMessage());
    }
    try {
      kept.commit(manifest.system(), list.source(), manifest.point());
    } catch (IOException e) {
      return Optional.of("and could not be kept again: " + e.getMessage());
    }
    return open(manifest, list).isPresent()
        ? Optional.empty()
        : Optional.of("and what was read back is another one");
  }

  private static Optional<SourceCapture> capture(Manifest manifest, String source) {
    return manifest.sources().stream().filter(it -> it.source().equals(source)).findFirst();
  }
}
