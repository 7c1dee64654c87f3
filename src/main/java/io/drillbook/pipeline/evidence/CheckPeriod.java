package io.drillbook.pipeline.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.drillbook.domain.evidence.Evidence.FileFacts;
import io.drillbook.domain.evidence.PeriodEvidence;
import io.drillbook.domain.evidence.PeriodEvidence.PeriodRun;
import io.drillbook.domain.evidence.PeriodEvidence.Without;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.ChainHead;
import io.drillbook.pipeline.KeyRing;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks the evidence of a period that somebody handed over: the signature, every pack, that none
 * that is listed is missing, and that none is in it that is not listed. One pack at a time is in
 * memory.
 */
public final class CheckPeriod {
  /** What is wrong with a thousand runs is wrong with all of them. */
  private static final int MOST_FINDINGS = 1000;

  private final PeriodFolder folder;
  private final KeyRing keys;
  private final List<String> signers;
  private final Optional<AnchorBook> anchors;
  private final List<PackFinding> findings = new ArrayList<>();
  private final Set<String> listed = new HashSet<>();
  private final Map<String, Map<String, Long>> verdicts = new TreeMap<>();
  private String link = ChainHead.ZERO_HASH;
  private long count;

  /**
   * A check.
   *
   * @param signers names of the keys of the ring that are believed
   * @param anchors empty where nobody has them
   */
  public CheckPeriod(
      Path folder, KeyRing keys, List<String> signers, Optional<AnchorBook> anchors) {
    this.folder = new PeriodFolder(folder);
    this.keys = keys;
    this.signers = List.copyOf(signers);
    this.anchors = anchors;
  }

  /** Whether a folder holds a period, and not the pack of one run. */
  public static boolean isPeriod(Path folder) {
    return Files.isRegularFile(folder.resolve(PeriodLayout.INDEX));
  }

  /**
   * What came of it.
   *
   * @param runs how many packs were checked
   * @param signer fingerprint of the key that signed it; empty where no trusted one did
   * @param without runs of the period that have no pack in it; one that has ended is a finding too
   * @param findings everything that is wrong, a thousand at most
   * @param strangers names of files in the folder that do not belong to it
   */
  public record Outcome(
      String system,
      String from,
      String to,
      long runs,
      String signer,
      List<Without> without,
      List<PackFinding> findings,
      List<String> strangers) {}

  /**
   * Checks everything.
   *
   * @throws Fault INPUT_INVALID where the folder holds no period of this layout; KEY_MISSING
   */
  public Outcome check() {
    byte[] signed = folder.bytes(PeriodLayout.INDEX);
    PeriodEvidence period = index(signed);
    String signer = signature(signed);
    files(period.files());
    runs(period);
    totals(period);
    foreign();
    MissingRuns missing = new MissingRuns(period);
    findings.addAll(missing.withoutPack(MOST_FINDINGS));
    anchors.ifPresent(book -> findings.addAll(missing.leftOut(book, listed)));
    return new Outcome(
        period.system(),
        period.from().toString(),
        period.to().toString(),
        count,
        signer,
        List.copyOf(period.without()),
        List.copyOf(findings),
        strangers(period));
  }

  private PeriodEvidence index(byte[] signed) {
    try {
      var tree = EvidenceJson.tree(signed);
      String format = tree.path("format").asText();
      if (!format.equals(PeriodEvidence.FORMAT)) {
        throw new Fault(
            FaultCode.INPUT_INVALID,
            "unable to read a period of this layout: '" + format + "'",
            "This program reads " + PeriodEvidence.FORMAT + ".");
      }
      return PeriodSeal.read(tree);
    } catch (JsonProcessingException e) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the evidence: '" + folder.at(PeriodLayout.INDEX) + "'",
          "It is cut or was edited; have the period exported again.",
          e);
    }
  }

  private String signature(byte[] signed) {
    if (!folder.has(PeriodLayout.SIGNATURE)) {
      find(
          "unable to find the signature: '" + PeriodLayout.SIGNATURE + "'",
          "Without it nothing here proves anything; ask for a new export.");
      return "";
    }
    try {
      return keys.verify(signers, signed, folder.bytes(PeriodLayout.SIGNATURE));
    } catch (Fault e) {
      if (e.code() == FaultCode.KEY_MISSING) {
        throw e;
      }
      find(
          "unable to accept the signature over period.json: '" + PeriodLayout.SIGNATURE + "'",
          "It is not by the key that you gave, or one of the two was changed after the export.");
      return "";
    }
  }

  private void files(List<FileFacts> files) {
    Set<String> names = new HashSet<>();
    for (FileFacts stated : files) {
      names.add(stated.name());
      if (!EvidenceLayout.isPlain(stated.name()) || !folder.has(stated.name())) {
        find("unable to find a file of the period: '" + stated.name() + "'", "It was removed.");
      } else if (!PeriodRuns.facts(folder.at(stated.name())).sha256().equals(stated.sha256())) {
        find(
            "unable to accept a file, it is not the exported one: '" + stated.name() + "'",
            "Its checksum differs from the one in period.json.");
      }
    }
    if (!names.contains(PeriodLayout.RUNS)) {
      find("unable to find a file in the signed list: '" + PeriodLayout.RUNS + "'", "Export anew.");
    }
  }

  private void runs(PeriodEvidence period) {
    Path file = folder.at(PeriodLayout.RUNS);
    if (!folder.has(PeriodLayout.RUNS)) {
      return;
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        count++;
        run(PeriodRuns.read(line), period);
      }
    } catch (JsonProcessingException | MalformedInputException e) {
      find(
          "unable to read the list of runs: 'line " + count + "'",
          "It was cut or edited; ask for a new export.");
    } catch (IOException e) {
      throw PeriodFolder.unreadable(file, e);
    }
  }

  private void run(PeriodRun run, PeriodEvidence period) {
    String next = PeriodLayout.link(link, run.run(), run.packSha256());
    if (run.number() != count || !run.previous().equals(link) || !run.link().equals(next)) {
      find(
          "unable to accept the order of the runs: '" + run.run() + "'",
          "Line " + count + " does not follow the one before it: a run was removed or put in.");
    }
    link = next;
    verdicts
        .computeIfAbsent(run.kind(), kind -> new TreeMap<>())
        .merge(run.verdict(), 1L, Long::sum);
    if (!EvidenceLayout.isPlain(run.run()) || !listed.add(run.run())) {
      find(
          "unable to accept the name of a run: '" + run.run() + "'", "It is there twice, or none.");
      return;
    }
    if (run.endedAt().isBefore(period.from()) || !run.endedAt().isBefore(period.to())) {
      find("unable to accept a run of another time: '" + run.run() + "'", "It ended outside.");
    }
    pack(run);
  }

  private void pack(PeriodRun run) {
    String[] evidence = {PeriodLayout.PACKS, run.run(), EvidenceLayout.EVIDENCE};
    Path pack = folder.at(PeriodLayout.PACKS, run.run());
    if (!folder.hasFolder(PeriodLayout.PACKS, run.run()) || !folder.has(evidence)) {
      find(
          "unable to find the pack of a run: '" + run.run() + "'", "It is listed and was removed.");
      return;
    }
    if (!EvidencePack.sha256(folder.bytes(evidence)).equals(run.packSha256())) {
      find(
          "unable to accept the pack of a run, it is not the exported one: '" + run.run() + "'",
          "Its evidence.json has another checksum than the signed list says.");
    }
    try {
      CheckPack.Outcome outcome = new CheckPack(pack, keys, signers, anchors).check();
      outcome.findings().forEach(it -> findings.add(inPack(run.run(), it)));
      if (!outcome.run().equals(run.run()) || !outcome.verdict().equals(run.verdict())) {
        find(
            "unable to accept what is listed of a run: '" + run.run() + "'",
            "Its pack is of " + outcome.run() + " with the verdict " + outcome.verdict() + ".");
      }
      outcome
          .strangers()
          .forEach(
              it ->
                  find(
                      "unable to accept a file in a pack: '" + run.run() + "/" + it + "'",
                      "It is foreign."));
    } catch (Fault e) {
      if (e.code() == FaultCode.KEY_MISSING) {
        throw e;
      }
      findings.add(new PackFinding(0, run.run() + ": " + e.getMessage(), e.hint()));
    }
    if (findings.size() > MOST_FINDINGS) {
      throw new Fault(
          FaultCode.CHECKSUM_MISMATCH,
          "unable to list all that is wrong with the period: '" + folder.folder() + "'",
          "The first is: " + findings.get(0).what() + ". " + findings.get(0).hint());
    }
  }

  private static PackFinding inPack(String run, PackFinding finding) {
    return new PackFinding(finding.record(), run + ": " + finding.what(), finding.hint());
  }

  private void totals(PeriodEvidence period) {
    if (period.runs() != count || !period.chain().equals(link)) {
      find(
          "unable to accept the list of runs: '" + count + " of " + period.runs() + "'",
          "It is not the one that period.json was signed for: runs are missing, or too many.");
    } else if (!period.verdicts().equals(verdicts)) {
      find(
          "unable to accept the totals: '" + period.verdicts() + "'",
          "The runs that are listed say " + verdicts + ".");
    }
  }

  private void foreign() {
    folder.strangers(listed, PeriodLayout.PACKS).stream()
        .limit(MOST_FINDINGS)
        .forEach(
            name ->
                find(
                    "unable to accept a pack that is not listed: '" + name + "'",
                    "It was put in after the export; remove it, or have the period exported anew."));
  }

  private List<String> strangers(PeriodEvidence period) {
    Set<String> known = new HashSet<>(Set.of(PeriodLayout.INDEX, PeriodLayout.SIGNATURE));
    known.add(PeriodLayout.PACKS);
    period.files().stream().map(FileFacts::name).forEach(known::add);
    return folder.strangers(known);
  }

  private void find(String what, String hint) {
    findings.add(new PackFinding(0, what, hint));
  }
}
