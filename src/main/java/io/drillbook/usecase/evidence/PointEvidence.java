package io.drillbook.usecase.evidence;

import io.drillbook.domain.evidence.Evidence.PointFacts;
import io.drillbook.domain.evidence.Evidence.StoredFile;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.SignedManifest;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.pipeline.evidence.EvidencePack;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a run's recovery points are: by the catalog, and by their signed manifests in a vault. */
final class PointEvidence {
  private final CatalogStore catalog;
  private final Vaults vaults;
  private final KeyRing keys;

  PointEvidence(CatalogStore catalog, Vaults vaults, KeyRing keys) {
    this.catalog = catalog;
    this.vaults = vaults;
    this.keys = keys;
  }

  /** Every point that the record names as selected, restored or sealed. */
  List<PointFacts> of(String system, List<RecordEntry> lines, List<String> signers) {
    Map<String, String> uses = new LinkedHashMap<>();
    for (RecordEntry line : lines) {
      EntryDraft entry = line.entry();
      String point = entry.detail(Entries.POINT);
      if (entry.kind() == EntryKind.FACT && !point.isEmpty() && !use(entry).isEmpty()) {
        uses.merge(point, use(entry), (old, now) -> old.equals("selected") ? now : old);
      }
    }
    return uses.entrySet().stream()
        .map(it -> facts(system, it.getKey(), it.getValue(), signers))
        .toList();
  }

  private static String use(EntryDraft entry) {
    return switch (entry.outcome()) {
      case "selected" -> "selected";
      case Entries.RESTORED, Entries.IN_PART -> "restored";
      case Entries.SEALED -> "sealed";
      default -> "";
    };
  }

  private PointFacts facts(String system, String point, String use, List<String> signers) {
    Optional<CatalogPoint> known = catalog.find(system, point);
    if (known.isEmpty()) {
      return bare(point, use, known, "the catalog does not know it any longer");
    }
    String trouble = "no vault holds it";
    for (String vault : known.get().vaults()) {
      try {
        return full(
            use,
            known.get(),
            new StoredPoint(vaults.vault(vault), system, point).manifest(keys, signers));
      } catch (Fault e) {
        trouble = e.getMessage();
      }
    }
    return bare(point, use, known, trouble);
  }

  private static PointFacts bare(
      String point, String use, Optional<CatalogPoint> known, String trouble) {
    return new PointFacts(
        point,
        use,
        known.flatMap(CatalogPoint::sealedAt),
        known.map(PointEvidence::state),
        known.map(CatalogPoint::vaults).orElse(List.of()),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of(),
        Optional.of(trouble));
  }

  private static PointFacts full(String use, CatalogPoint known, SignedManifest signed) {
    Manifest manifest = signed.manifest();
    Map<String, Map<String, Long>> contents = new TreeMap<>();
    for (SourceCapture source : manifest.sources()) {
      contents.put(source.source(), source.contents());
    }
    return new PointFacts(
        known.point(),
        use,
        known.sealedAt(),
        Optional.of(state(known)),
        known.vaults(),
        Optional.of(manifest.signer()),
        Optional.of(EvidencePack.sha256(signed.text().getBytes(StandardCharsets.UTF_8))),
        manifest.members().stream()
            .map(
                it ->
                    new StoredFile(
                        it.source(),
                        it.file(),
                        it.storedBytes(),
                        it.storedSha256(),
                        it.contentSha256()))
            .toList(),
        contents,
        Optional.empty());
  }

  private static String state(CatalogPoint point) {
    return point.state().name().toLowerCase(Locale.ROOT);
  }
}
