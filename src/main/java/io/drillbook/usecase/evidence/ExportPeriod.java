package io.drillbook.usecase.evidence;

import io.drillbook.domain.evidence.Evidence.FileFacts;
import io.drillbook.domain.evidence.PeriodEvidence;
import io.drillbook.domain.evidence.PeriodEvidence.PeriodRun;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.Run;
import io.drillbook.pipeline.SigningKey;
import io.drillbook.pipeline.evidence.EvidenceLayout;
import io.drillbook.pipeline.evidence.EvidencePack;
import io.drillbook.pipeline.evidence.PeriodLayout;
import io.drillbook.pipeline.evidence.PeriodRuns;
import io.drillbook.pipeline.evidence.PeriodSeal;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RunStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the evidence of a system over a period: the pack of each run that ended in it, and an index
 * of all. One run at a time is in memory. A run whose record does not hold has no pack; the index
 * says so.
 */
public final class ExportPeriod {
  private static final int PAGE = 200;

  private final RunStore runs;
  private final Plans plans;
  private final ExportEvidence export;
  private final GatherPeriod gather;
  private final Signers signers;
  private final PeriodPaper paper;
  private final Clock clock;

  /** A use case over these. */
  public ExportPeriod(
      RunStore runs,
      Plans plans,
      ExportEvidence export,
      GatherPeriod gather,
      PeriodPaper paper,
      Clock clock) {
    this.runs = runs;
    this.plans = plans;
    this.export = export;
    this.gather = gather;
    this.signers = export.signers();
    this.paper = paper;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param from the first day
   * @param to the last day
   */
  public record Period(String system, LocalDate from, LocalDate to) {}

  /**
   * Makes it. Nothing is written before it is known that it can be signed.
   *
   * @param person who asked for it
   * @throws Fault INPUT_INVALID where the days are in the wrong order or nobody knows the system;
   *     NOT_ALLOWED where nobody is named who signs; KEY_MISSING
   */
  public void export(Period period, String person, PeriodSink sink) {
    Optional<ProtectionPlan> plan =
        plans.all().stream().filter(it -> it.system().equals(period.system())).findFirst();
    check(period, plan.isPresent());
    ZoneId zone = plan.map(ProtectionPlan::zone).orElse(ZoneId.of("UTC"));
    Signers.Unlocked unlocked = signers.once();
    SigningKey signer = unlocked.ofPeriod(period.system(), plan);
    GatherPeriod.Sums sums =
        gather.begin(
            period.system(),
            zone,
            period.from().atStartOfDay(zone).toInstant(),
            period.to().plusDays(1).atStartOfDay(zone).toInstant());
    try (PeriodRuns list = new PeriodRuns()) {
      packs(sums, list, person, unlocked, sink);
      seal(sums, list, person, signer, sink);
    }
  }

  private void check(Period period, boolean planned) {
    if (period.to().isBefore(period.from())) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to export a period that ends before it begins: '" + period.to() + "'",
          "Give the first day by 'from' and the last day by 'to'.");
    }
    if (!planned && runs.list(Optional.of(period.system()), Optional.empty(), false, 1).isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find the system: '" + period.system() + "'",
          "There is neither a plan nor a run of it; 'drillbook status' lists systems.");
    }
  }

  private void packs(
      GatherPeriod.Sums sums,
      PeriodRuns list,
      String person,
      Signers.Unlocked unlocked,
      PeriodSink sink) {
    Optional<Run> last = Optional.empty();
    List<Run> page;
    do {
      page = runs.ended(sums.system(), sums.from(), sums.to(), last, PAGE);
      for (Run run : page) {
        pack(run, sums, list, person, unlocked, sink);
        last = Optional.of(run);
      }
    } while (page.size() == PAGE);
  }

  private void pack(
      Run run,
      GatherPeriod.Sums sums,
      PeriodRuns list,
      String person,
      Signers.Unlocked unlocked,
      PeriodSink sink) {
    ExportEvidence.Pack pack;
    try {
      pack = export.pack(run.id(), person, unlocked);
    } catch (Fault e) {
      sums.without(run, e.getMessage());
      return;
    }
    pack.files().forEach((name, bytes) -> sink.put(PeriodLayout.inPack(run.id(), name), bytes));
    sums.add(list.add(pack.evidence(), pack.files().get(EvidenceLayout.EVIDENCE)), run);
  }

  private void seal(
      GatherPeriod.Sums sums, PeriodRuns list, String person, SigningKey signer, PeriodSink sink) {
    Instant now = clock.instant();
    PeriodEvidence period = gather.end(sums, list.count(), list.link(), person, signer, now);
    List<FileFacts> facts = new ArrayList<>();
    for (Path file : list.files()) {
      facts.add(PeriodRuns.facts(file));
      sink.put(file.getFileName().toString(), file);
    }
    List<PeriodRun> read = sums.read();
    Map<String, byte[]> beside =
        Map.of(
            PeriodLayout.REPORT, paper.print(period, read),
            PeriodLayout.README, PeriodSeal.readme(signer.fingerprint()));
    beside.forEach(
        (name, bytes) -> {
          facts.add(new FileFacts(name, bytes.length, EvidencePack.sha256(bytes)));
          sink.put(name, bytes);
        });
    PeriodSeal.seal(period.with(List.copyOf(facts)), signer).forEach(sink::put);
  }
}
