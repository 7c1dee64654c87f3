package io.drillbook.cli;

import io.drillbook.assembly.RescuePapers;
import io.drillbook.assembly.RescuePapers.FoundPaper;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the runbooks on paper in vaults, and fetches one. */
@Command(
    name = "paper",
    mixinStandardHelpOptions = true,
    description = "List the runbooks on paper in a vault, or fetch the newest as an HTML page.")
final class RescuePaperVerb implements Callable<Integer> {
  @Mixin RescueOptions options;
  @Mixin RescueScope scope;
  @Spec CommandSpec spec;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "This one instead of the newest, as the list says.")
  String name;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Fetch it into this new file instead of listing.")
  Path file;

  @Override
  public Integer call() {
    RescuePapers rescue = options.open(scope.signers(), List.of(), null).papers();
    List<FoundPaper> papers = rescue.all(scope.system());
    if (file == null) {
      list(papers);
      return ExitCodes.DONE;
    }
    List<FoundPaper> fitting = fitting(papers);
    FoundPaper wanted = fitting.get(fitting.size() - 1);
    byte[] page = page(rescue, wanted, fitting);
    try {
      Files.write(file, page, java.nio.file.StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new CliFailure(
          ExitCodes.FAILED,
          "unable to write: '" + file + "'",
          "It must not be there yet; check its folder and the room on its disk.",
          e);
    }
    if (scope.isUnchecked()) {
      spec.commandLine()
          .getErr()
          .println("WARNING: no signature was checked; name the signer's key with --signer.");
    }
    spec.commandLine()
        .getOut()
        .println("Written: " + file + " (" + wanted.system() + ", " + wanted.paper().name() + ")");
    return ExitCodes.DONE;
  }

  private void list(List<FoundPaper> papers) {
    spec.commandLine()
        .getOut()
        .println(
            papers.isEmpty()
                ? "No runbooks on paper."
                : Tables.of(
                    List.of("system", "vault", "put there", "name"),
                    papers.stream()
                        .map(
                            it ->
                                List.of(
                                    it.system(),
                                    it.vault(),
                                    it.paper().at().toString(),
                                    it.paper().name()))
                        .toList()));
  }

  /** Whoever can write to a vault can put a page behind ours: it is named, and ours is offered. */
  private byte[] page(RescuePapers rescue, FoundPaper wanted, List<FoundPaper> fitting) {
    try {
      return rescue.page(wanted);
    } catch (Fault e) {
      if (e.code() != FaultCode.SIGNATURE_INVALID && e.code() != FaultCode.CHECKSUM_MISMATCH) {
        throw e;
      }
      String hint =
          rescue
              .newestGood(fitting.subList(0, fitting.size() - 1))
              .map(
                  it ->
                      "The newest good one is in the vault '%s': fetch it from that one alone, '--system %s --name %s'."
                          .formatted(it.vault(), it.system(), it.paper().name()))
              .orElse("No good one is there; look into another vault.");
      throw new Fault(
          e.code(),
          "unable to accept the paper, it is forged or was changed: '"
              + wanted.paper().name()
              + "' in the vault '"
              + wanted.vault()
              + "'",
          hint,
          e);
    }
  }

  private List<FoundPaper> fitting(List<FoundPaper> papers) {
    List<FoundPaper> fitting =
        papers.stream().filter(it -> name == null || it.paper().name().equals(name)).toList();
    if (fitting.isEmpty()) {
      throw new CliFailure(
          ExitCodes.FAILED,
          "unable to find a runbook on paper: '"
              + (name != null ? name : scope.system().orElse("any"))
              + "'",
          "Leave '--out' away for a list of what is there.");
    }
    if (fitting.stream().map(FoundPaper::system).distinct().count() > 1) {
      throw new CliFailure(
          ExitCodes.USAGE,
          "unable to tell whose runbooks are wanted: '" + file + "'",
          "Name one with '--system'.");
    }
    return fitting;
  }
}
