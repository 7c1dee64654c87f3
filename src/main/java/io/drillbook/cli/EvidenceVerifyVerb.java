package io.drillbook.cli;

import io.drillbook.assembly.AnchorPlaces;
import io.drillbook.assembly.PackKeys;
import io.drillbook.pipeline.evidence.AnchorBook;
import io.drillbook.pipeline.evidence.CheckPack;
import io.drillbook.pipeline.evidence.CheckPeriod;
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

/** Checks an evidence pack, or those of a period; needs no server. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Check an exported pack or period: signature, hash chain, completeness, checksums, anchors;"
            + " needs no server.")
final class EvidenceVerifyVerb implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The folder of the pack, or of the period.")
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

  @Option(
      names = "--anchors",
      paramLabel = "PLACE",
      description = {
        "Where the anchors of the records lie: a folder, a YAML file with one vault, or with",
        "--config the name of one of its vaults. The record must be as it was anchored."
      })
  String anchors;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PackKeys known = PackKeys.of(keys, Optional.ofNullable(config), Clock.systemUTC());
    Optional<AnchorBook> book =
        Optional.ofNullable(anchors)
            .map(new AnchorPlaces(Optional.ofNullable(config))::of)
            .map(files -> AnchorBook.read(files, known.ring(), known.signers()));
    EvidenceText text =
        new EvidenceText(spec.commandLine().getOut(), spec.commandLine().getErr(), json, book);
    boolean good =
        CheckPeriod.isPeriod(folder)
            ? text.period(new CheckPeriod(folder, known.ring(), known.signers(), book).check())
            : text.pack(new CheckPack(folder, known.ring(), known.signers(), book).check());
    return good ? ExitCodes.DONE : ExitCodes.FAILED;
  }
}
