package io.drillbook.usecase.evidence;

import io.drillbook.domain.evidence.ChainDamage;
import io.drillbook.domain.evidence.Evidence;
import io.drillbook.domain.evidence.Evidence.FileFacts;
import io.drillbook.domain.evidence.EvidenceOfRun;
import io.drillbook.domain.evidence.RunModel;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Verdict;
import io.drillbook.domain.system.EvidenceRule;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.SigningKey;
import io.drillbook.pipeline.evidence.EvidenceLayout;
import io.drillbook.pipeline.evidence.EvidencePack;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.RunModels;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.evidence.GatherSurroundings.Export;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the evidence pack of a run that has ended. A record that does not hold is not exported: a
 * signature would make it look as if it did.
 */
public final class ExportEvidence {
  /** A run that has ended grows by a line now and then, not by several in a read. */
  private static final int AGAIN = 5;

  private final RunStore runs;
  private final RecordStore records;
  private final Plans plans;
  private final RunModels models;
  private final Signers signers;
  private final GatherSurroundings around;
  private final EvidencePaper paper;
  private final EvidenceRule rule;
  private final Clock clock;

  /** A use case over these ports. */
  public ExportEvidence(
      RunStore runs,
      RecordStore records,
      Plans plans,
      RunModels models,
      KeyRing keys,
      GatherSurroundings around,
      EvidencePaper paper,
      EvidenceRule rule,
      Clock clock) {
    this.runs = runs;
    this.records = records;
    this.plans = plans;
    this.models = models;
    this.signers = new Signers(keys, rule);
    this.around = around;
    this.paper = paper;
    this.rule = rule;
    this.clock = clock;
  }

  /**
   * The files of the pack, by name.
   *
   * @param person who asked for it
   * @throws Fault INPUT_INVALID where there is no such run; NOT_ALLOWED where it goes on, or its
   *     plan is gone and nobody is named who signs then; CHECKSUM_MISMATCH where its record was
   *     changed; KEY_MISSING
   */
  public Map<String, byte[]> export(String runId, String person) {
    return pack(runId, person, signers.once()).files();
  }

  /** Who signs. */
  Signers signers() {
    return signers;
  }

  /** A pack, and what it says. */
  record Pack(Evidence evidence, Map<String, byte[]> files) {}

  /** A pack, signed by a key that may be unlocked already. */
  Pack pack(String runId, String person, Signers.Unlocked unlocked) {
    Run run = ended(runId);
    Held held = held(runId);
    List<RecordEntry> lines = held.lines();
    ChainHead head = held.head();
    ChainDamage.find(runId, lines, head, true).ifPresent(it -> refuse(it.what(), runId));
    requireSameVerdict(run, lines);
    Optional<ProtectionPlan> plan =
        plans.all().stream().filter(it -> it.system().equals(run.system())).findFirst();
    SigningKey signer = unlocked.of(run.system(), plan);
    List<RunModel> went = models.of(runId);
    Map<String, byte[]> files = files(went);
    Instant now = clock.instant();
    ZoneId zone = plan.map(ProtectionPlan::zone).orElse(ZoneId.of("UTC"));
    Evidence evidence =
        new EvidenceOfRun(run, lines, AllowedLoss.of(lines, plan), zone, now)
            .with(
                around.of(
                    run,
                    lines,
                    plan,
                    went,
                    List.copyOf(files.keySet()),
                    new Export(person, signer.fingerprint(), now, rule.retain())),
                head);
    files.put(EvidenceLayout.TABLE, EvidencePack.table(evidence));
    files.put(EvidenceLayout.REPORT, paper.print(evidence, went));
    Function<List<FileFacts>, Evidence> complete = evidence::with;
    return new Pack(evidence, EvidencePack.seal(files, complete, signer).files());
  }

  private Run ended(String runId) {
    Run run =
        runs.find(runId)
            .orElseThrow(
                () ->
                    new Fault(
                        FaultCode.INPUT_INVALID,
                        "unable to find the run: '" + runId + "'",
                        "Look at 'drillbook incident list' or 'drillbook status'."));
    if (run.endedAt().isEmpty()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to export the evidence of a run that goes on: '" + runId + "'",
          "Wait for its end; 'drillbook timeline' shows what it has done so far.");
    }
    return run;
  }

  private record Held(List<RecordEntry> lines, ChainHead head) {}

  /**
   * Lines may follow the end of a run at any time: what is written between the reading of lines and
   * head would look as if somebody had cut the record.
   */
  private Held held(String runId) {
    ChainHead before = head(runId);
    Held held = new Held(lines(runId), head(runId));
    for (int again = 0; again < AGAIN && !held.head().equals(before); again++) {
      before = held.head();
      held = new Held(lines(runId), head(runId));
    }
    return held;
  }

  private ChainHead head(String runId) {
    return records.head(runId).orElse(ChainHead.empty());
  }

  private List<RecordEntry> lines(String runId) {
    try {
      return records.entries(runId);
    } catch (IllegalArgumentException | IllegalStateException e) {
      // A kind that there is not, details that are no JSON: nothing that the program wrote.
      throw changed("a record cannot be read", runId, e);
    }
  }

  private static void requireSameVerdict(Run run, List<RecordEntry> lines) {
    String recorded =
        lines.stream()
            .map(RecordEntry::entry)
            .filter(it -> it.kind() == EntryKind.RUN_ENDED)
            .findFirst()
            .orElseThrow()
            .outcome();
    String stated = run.verdict().map(Verdict::id).orElse("");
    if (!recorded.equals(stated)) {
      refuse("the run says " + stated + " and its record " + recorded, run.id());
    }
  }

  private static void refuse(String what, String runId) {
    throw changed(what, runId, null);
  }

  private static Fault changed(String what, String runId, Throwable cause) {
    return new Fault(
        FaultCode.CHECKSUM_MISMATCH,
        "unable to export the evidence, " + what + ": '" + runId + "'",
        "Somebody changed the database of Drillbook; compare it with a backup and ask who could.",
        cause);
  }

  /** The models' files, in their order. */
  private static Map<String, byte[]> files(List<RunModel> models) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (RunModel model : models) {
      String plain = model.id() + ".v" + model.version() + ".bpmn";
      String name = names.isEmpty() ? EvidenceLayout.DIAGRAM : plain;
      names.add(name);
      files.put(name, model.bpmn());
    }
    return files;
  }
}
