package io.drillbook.usecase.evidence;

import io.drillbook.domain.evidence.Evidence.Basis;
import io.drillbook.domain.evidence.Evidence.FindingFacts;
import io.drillbook.domain.evidence.Evidence.Model;
import io.drillbook.domain.evidence.Evidence.Scope;
import io.drillbook.domain.evidence.RunModel;
import io.drillbook.domain.evidence.Surroundings;
import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.finding.DrillFinding.Closure;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.AgreedTerms;
import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.evidence.EvidencePack;
import io.drillbook.spi.schedule.CronTimes;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.FindingStore;
import io.drillbook.spi.vault.Vaults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers what does not stand in the record of a run. */
public final class GatherSurroundings {
  private static final int MOST_FINDINGS = 1000;

  /** The kind of a source whose plan is gone. */
  private static final String UNKNOWN = "unknown";

  private final CatalogStore catalog;
  private final FindingStore findings;
  private final Vaults vaults;
  private final KeyRing keys;
  private final CronTimes times;
  private final String program;

  /**
   * Gathers from these.
   *
   * @param program name and version of this program
   */
  public GatherSurroundings(
      CatalogStore catalog,
      FindingStore findings,
      Vaults vaults,
      KeyRing keys,
      CronTimes times,
      String program) {
    this.catalog = catalog;
    this.findings = findings;
    this.vaults = vaults;
    this.keys = keys;
    this.times = times;
    this.program = program;
  }

  /** Who asked, by which key it is signed, when that is, and how long it is to be kept. */
  public record Export(String by, String signer, Instant at, Optional<Duration> retain) {}

  /**
   * All that is around a run.
   *
   * @param files names of the models' files, in their order
   */
  public Surroundings of(
      Run run,
      List<RecordEntry> lines,
      Optional<ProtectionPlan> plan,
      List<RunModel> models,
      List<String> files,
      Export export) {
    // Whoever could sign for a plan that is gone is one of those that drillbook.yaml knows.
    List<String> signers = plan.map(it -> it.backup().trustedSigners()).orElse(keys.names());
    return new Surroundings(
        export.by(),
        export.signer(),
        basis(run, lines, plan, models, files),
        scope(run, lines, plan),
        new PointEvidence(catalog, vaults, keys).of(run.system(), lines, signers),
        findings(run, lines),
        plan.flatMap(it -> nextTest(it, export.at())),
        export.retain().flatMap(keep -> run.endedAt().map(at -> at.plus(keep))));
  }

  private Basis basis(
      Run run,
      List<RecordEntry> lines,
      Optional<ProtectionPlan> plan,
      List<RunModel> models,
      List<String> files) {
    List<Model> named =
        java.util.stream.IntStream.range(0, models.size())
            .mapToObj(
                i ->
                    new Model(
                        models.get(i).id(),
                        models.get(i).version(),
                        files.get(i),
                        EvidencePack.sha256(models.get(i).bpmn())))
            .toList();
    Map<String, String> fingerprint = new TreeMap<>();
    lines.stream()
        .map(RecordEntry::entry)
        .filter(it -> it.kind() == EntryKind.FACT && it.outcome().equals(Entries.FINGERPRINT))
        .findFirst()
        .ifPresent(it -> fingerprint.putAll(it.details()));
    return new Basis(
        program, run.planDigest(), plan.map(ProtectionPlan::digest), named, fingerprint);
  }

  private static Scope scope(Run run, List<RecordEntry> lines, Optional<ProtectionPlan> plan) {
    Map<String, String> sources = new TreeMap<>();
    AllowedLoss.of(lines, plan).keySet().forEach(source -> sources.put(source, UNKNOWN));
    plan.ifPresent(
        it -> it.sources().values().forEach(source -> sources.put(source.name(), source.kind())));
    return new Scope(
        List.of(run.system()),
        sources,
        AllowedLoss.customer(lines).stream().toList(),
        AgreedTerms.of(lines).thirdParties(),
        plan.map(it -> it.backup().vaults()).orElse(List.of()));
  }

  /** Those that this run opened, or that its record tells of. */
  private List<FindingFacts> findings(Run run, List<RecordEntry> lines) {
    List<String> told =
        lines.stream()
            .map(line -> line.entry().detail("finding"))
            .filter(it -> !it.isEmpty())
            .toList();
    return findings.newest(Optional.of(run.system()), MOST_FINDINGS).stream()
        .filter(it -> it.runId().equals(run.id()) || told.contains(it.id()))
        .map(GatherSurroundings::facts)
        .toList();
  }

  static FindingFacts facts(DrillFinding finding) {
    return new FindingFacts(
        finding.id(),
        finding.severity().name().toLowerCase(Locale.ROOT),
        finding.step(),
        finding.what(),
        finding.owner(),
        finding.openedAt(),
        finding.dueAt(),
        finding.closure().map(Closure::at),
        finding.closure().map(Closure::by),
        finding.closure().map(Closure::reason).filter(Objects::nonNull));
  }

  private Optional<Instant> nextTest(ProtectionPlan plan, Instant now) {
    return plan.drills().values().stream()
        .flatMap(drill -> times.next(drill.schedule(), plan.zone(), now).stream())
        .min(Instant::compareTo);
  }
}
