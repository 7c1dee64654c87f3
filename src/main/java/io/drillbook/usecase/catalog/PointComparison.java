package io.drillbook.usecase.catalog;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.usecase.catalog.CatalogLine.Kind;
import io.drillbook.usecase.catalog.Inventory.Folder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One recovery point as the catalog and as the vaults know it. */
final class PointComparison {
  private final Folder folder;
  private final Optional<CatalogPoint> known;
  private final List<FoundPoint> copies;
  private final Set<String> unread;
  private final CatalogStore catalog;

  PointComparison(
      Folder folder,
      Optional<CatalogPoint> known,
      List<FoundPoint> copies,
      Set<String> unread,
      CatalogStore catalog) {
    this.folder = folder;
    this.known = known;
    this.copies = List.copyOf(copies);
    this.unread = Set.copyOf(unread);
    this.catalog = catalog;
  }

  /** What is to be said; the first line is about the point, the others about single copies. */
  List<CatalogLine> lines() {
    List<CatalogLine> lines = new ArrayList<>();
    boolean capturing = isCapturing();
    if (capturing) {
      lines.add(line(Kind.CAPTURING, vaultsOf(copies), "its backup is at work"));
    } else if (known.isEmpty() || known.get().state() == PointState.MISSING) {
      manifest().ifPresent(manifest -> lines.add(taken()));
    } else {
      lines.add(compared(known.get()));
    }
    for (FoundPoint copy : copies) {
      if (!capturing && !isWhole(copy)) {
        lines.add(line(kind(copy), List.of(copy.vault()), detail(copy)));
      }
    }
    return lines;
  }

  /** When it was begun, more exact than its name; the beginning of time where nobody knows. */
  Instant startedAt() {
    return known
        .map(CatalogPoint::startedAt)
        .or(() -> manifest().map(Manifest::startedAt))
        .orElse(Instant.MIN);
  }

  /** Makes the catalog say what the vaults hold; does nothing where both say the same. */
  void apply(Instant at) {
    if (isCapturing()) {
      return;
    }
    if (known.isEmpty() || known.get().state() == PointState.MISSING) {
      manifest().ifPresent(manifest -> catalog.adopt(manifest, whole(), at));
    } else if (known.get().usable() && isMoved(known.get()) && !isDifferent()) {
      catalog.relocate(folder.system(), folder.point(), known.get().vaults(), now(), at);
    }
  }

  private CatalogLine taken() {
    return line(Kind.NEW, whole(), known.isEmpty() ? "" : "it was missing and is there again");
  }

  private CatalogLine compared(CatalogPoint before) {
    if (isDifferent()) {
      return line(Kind.DIFFERENT, whole(), "its manifest is not the one that was captured here");
    }
    if (!before.usable()) {
      return line(Kind.BROKEN, before.vaults(), "it was found damaged before");
    }
    if (now().isEmpty()) {
      return line(Kind.MISSING, before.vaults(), "no whole copy is left in " + before.vaults());
    }
    if (isMoved(before)) {
      return line(Kind.MOVED, now(), "the catalog says " + before.vaults());
    }
    return line(Kind.KNOWN, now(), "");
  }

  /** Of several copies with different manifests the first counts, and no other. */
  private Optional<Manifest> manifest() {
    return copies.stream()
        .filter(copy -> copy.condition() == Condition.GOOD)
        .findFirst()
        .flatMap(FoundPoint::signed);
  }

  private boolean isWhole(FoundPoint copy) {
    return copy.condition() == Condition.GOOD && copy.signed().equals(manifest());
  }

  private List<String> whole() {
    return vaultsOf(copies.stream().filter(this::isWhole).toList());
  }

  /** Where it is now; a vault that was not read keeps what the catalog says of it. */
  private List<String> now() {
    Set<String> now = new LinkedHashSet<>();
    List<String> before = known.map(CatalogPoint::vaults).orElse(List.of());
    before.stream().filter(v -> whole().contains(v) || unread.contains(v)).forEach(now::add);
    now.addAll(whole());
    return List.copyOf(now);
  }

  private boolean isMoved(CatalogPoint before) {
    return !new HashSet<>(before.vaults()).equals(new HashSet<>(now()));
  }

  /** Two runs that sealed one name, or a catalog that was restored from elsewhere. */
  private boolean isDifferent() {
    if (known.isEmpty() || manifest().isEmpty()) {
      return false;
    }
    Set<Member> members = new HashSet<>();
    Set<SourceCapture> captures = new HashSet<>();
    catalog
        .captures(folder.system(), folder.point())
        .values()
        .forEach(
            one -> {
              members.addAll(one.members());
              captures.add(one.capture());
            });
    Manifest manifest = manifest().get();
    return !members.equals(new HashSet<>(manifest.members()))
        || captures.size() != manifest.sources().size();
  }

  private boolean isCapturing() {
    return known.filter(point -> point.state() == PointState.CAPTURING).isPresent()
        || (known.isEmpty()
            && catalog
                .find(folder.system(), folder.point())
                .filter(point -> point.state() == PointState.CAPTURING)
                .isPresent());
  }

  private static Kind kind(FoundPoint copy) {
    return switch (copy.condition()) {
      case UNSEALED -> Kind.UNSEALED;
      case FOREIGN -> Kind.FOREIGN;
      default -> Kind.BROKEN;
    };
  }

  private static String detail(FoundPoint copy) {
    return copy.condition() == Condition.GOOD
        ? "its manifest differs from the one in the vault before"
        : copy.detail();
  }

  private static List<String> vaultsOf(List<FoundPoint> points) {
    return points.stream().map(FoundPoint::vault).toList();
  }

  private CatalogLine line(Kind kind, List<String> vaults, String detail) {
    return new CatalogLine(kind, folder.system(), folder.point(), vaults, detail);
  }
}
