package io.drillbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drillbook.assembly.PackKeys;
import io.drillbook.pipeline.evidence.CheckPack;
import io.drillbook.pipeline.evidence.CheckPack.Outcome;
import io.drillbook.pipeline.evidence.PackFinding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks an evidence pack; needs no server. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Check an exported pack: signature, hash chain, completeness, checksums; needs no server.")
final class EvidenceVerifyVerb implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The folder of the pack.")
  Path folder;

  @Option(
      names = "--key",
      paramLabel = "PUBLIC.asc",
      description = "The public key of the signer, as gpg exports it; may be given again.")
  List<Path> keys = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = "In place of --key: a configuration folder, of which the signing keys count.")
  Path config;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PackKeys known = PackKeys.of(keys, Optional.ofNullable(config), Clock.systemUTC());
    Outcome outcome = new CheckPack(folder, known.ring(), known.signers()).check();
    if (json) {
      spec.commandLine().getOut().println(RescueJson.text(document(outcome)));
    } else {
      print(outcome);
    }
    return outcome.isGood() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private void print(Outcome outcome) {
    PrintWriter err = spec.commandLine().getErr();
    for (PackFinding finding : outcome.findings()) {
      err.println(finding.what());
      err.println("HINT: " + finding.hint());
    }
    for (String stranger : outcome.strangers()) {
      err.println("not of the pack, and not looked at: " + stranger);
    }
    err.flush();
    if (outcome.isGood()) {
      spec.commandLine()
          .getOut()
          .println(
              "Good: %s, verdict %s, %d records, %d files, signed by %s"
                  .formatted(
                      outcome.run(),
                      outcome.verdict(),
                      outcome.records(),
                      outcome.files(),
                      outcome.signer()));
    }
  }

  private static ObjectNode document(Outcome outcome) {
    ObjectNode document =
        RescueJson.object()
            .put("run", outcome.run())
            .put("verdict", outcome.verdict())
            .put("records", outcome.records())
            .put("files", outcome.files())
            .put("signer", outcome.signer())
            .put("good", outcome.isGood());
    ArrayNode findings = document.putArray("findings");
    for (PackFinding finding : outcome.findings()) {
      findings
          .addObject()
          .put("record", finding.record())
          .put("what", finding.what())
          .put("hint", finding.hint());
    }
    ArrayNode strangers = document.putArray("strangers");
    outcome.strangers().forEach(strangers::add);
    return document;
  }
}
