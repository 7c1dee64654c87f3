package io.drillbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.domain.evidence.PeriodEvidence.Without;
import io.drillbook.pipeline.evidence.AnchorBook;
import io.drillbook.pipeline.evidence.AnchorBook.Cover;
import io.drillbook.pipeline.evidence.CheckPack;
import io.drillbook.pipeline.evidence.CheckPeriod;
import io.drillbook.pipeline.evidence.PackFinding;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what came of a check, for people or as JSON. */
final class EvidenceText {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final Optional<AnchorBook> anchors;

  EvidenceText(PrintWriter out, PrintWriter err, boolean json, Optional<AnchorBook> anchors) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.anchors = anchors;
  }

  /** Whether it is good. */
  boolean pack(CheckPack.Outcome outcome) {
    List<PackFinding> findings = with(outcome.findings());
    if (json) {
      out.println(RescueJson.text(document(outcome, findings)));
    } else {
      print(findings, outcome.strangers());
      if (findings.isEmpty()) {
        out.println(
            "Good: %s, verdict %s, %d records, %d files, signed by %s%s"
                .formatted(
                    outcome.run(),
                    outcome.verdict(),
                    outcome.records(),
                    outcome.files(),
                    outcome.signer(),
                    outcome.anchored().map(EvidenceText::anchored).orElse("")));
      }
    }
    return findings.isEmpty();
  }

  private static String anchored(Cover cover) {
    return ", as anchored at "
        + cover.at().map(Instant::toString).orElse("")
        + " up to record "
        + cover.line();
  }

  /** Whether it is good. */
  boolean period(CheckPeriod.Outcome outcome) {
    List<PackFinding> findings = with(outcome.findings());
    if (json) {
      ObjectNode document =
          RescueJson.object()
              .put("system", outcome.system())
              .put("from", outcome.from())
              .put("to", outcome.to())
              .put("runs", outcome.runs())
              .put("signer", outcome.signer())
              .put("good", findings.isEmpty());
      without(document, outcome.without());
      list(document, findings, outcome.strangers());
      out.println(RescueJson.text(document));
    } else {
      outcome
          .without()
          .forEach(it -> err.println("without a pack: " + plain(it.run() + ", " + it.why())));
      print(findings, outcome.strangers());
      if (findings.isEmpty()) {
        out.println(
            "Good: %s from %s to %s, %d runs, each with its pack, signed by %s%s"
                .formatted(
                    outcome.system(),
                    outcome.from(),
                    outcome.to(),
                    outcome.runs(),
                    outcome.signer(),
                    anchors.isPresent() ? ", as anchored" : ""));
      }
    }
    return findings.isEmpty();
  }

  /** What is wrong with the anchors is said once, and before all else. */
  private List<PackFinding> with(List<PackFinding> findings) {
    List<PackFinding> all = new ArrayList<>();
    anchors.ifPresent(book -> all.addAll(book.findings()));
    all.addAll(findings);
    return all;
  }

  private void print(List<PackFinding> findings, List<String> strangers) {
    for (PackFinding finding : findings) {
      err.println(plain(finding.what()));
      err.println("HINT: " + plain(finding.hint()));
    }
    for (String stranger : strangers) {
      err.println("not of the pack, and not looked at: " + plain(stranger));
    }
    anchors.ifPresent(
        book ->
            err.println(
                "anchors: "
                    + book.count()
                    + ", the newest of "
                    + book.newest().map(Instant::toString).orElse("never")));
    err.flush();
  }

  /** What stands in a forged pack must not steer the auditor's terminal. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cc}", "\uFFFD");
  }

  private static ObjectNode document(CheckPack.Outcome outcome, List<PackFinding> findings) {
    ObjectNode document =
        RescueJson.object()
            .put("run", outcome.run())
            .put("verdict", outcome.verdict())
            .put("records", outcome.records())
            .put("files", outcome.files())
            .put("signer", outcome.signer())
            .put("good", findings.isEmpty());
    outcome
        .anchored()
        .ifPresent(
            cover ->
                document
                    .putObject("anchored")
                    .put("record", cover.line())
                    .put("at", cover.at().map(Instant::toString).orElse("")));
    list(document, findings, outcome.strangers());
    return document;
  }

  private static void without(ObjectNode document, List<Without> without) {
    ArrayNode list = document.putArray("without");
    for (Without run : without) {
      list.addObject()
          .put("run", run.run())
          .put("kind", run.kind())
          .put("startedAt", run.startedAt().toString())
          .put("why", run.why());
    }
  }

  private static void list(
      ObjectNode document, List<PackFinding> findings, List<String> strangers) {
    ArrayNode list = document.putArray("findings");
    for (PackFinding finding : findings) {
      list.addObject()
          .put("record", finding.record())
          .put("what", finding.what())
          .put("hint", finding.hint());
    }
    ArrayNode foreign = document.putArray("strangers");
    strangers.forEach(foreign::add);
  }
}
