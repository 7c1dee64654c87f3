package io.drillbook.cli;

import io.drillbook.assembly.PaperPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runbooks as documents. */
@Command(
    name = "runbook",
    mixinStandardHelpOptions = true,
    description = "Print runbooks for paper.",
    synopsisSubcommandLabel = "print",
    subcommands = RunbookVerb.Print.class)
final class RunbookVerb {
  /** Writes one page; needs no server. */
  @Command(
      name = "print",
      mixinStandardHelpOptions = true,
      description =
          "Write runbooks of a plan as an HTML page for paper: every node of the models, who does"
              + " it, what the plan says of it; all of them unless some are named; needs no server.")
  static final class Print implements Callable<Integer> {
    @Parameters(paramLabel = "SYSTEM")
    String system;

    @Option(
        names = "--scenario",
        paramLabel = "S",
        completionCandidates = ScenarioNames.class,
        description =
            "What happened, one of: ${COMPLETION-CANDIDATES}. What its path leaves out is marked;"
                + " without it every runbook is printed, for all scenarios.")
    String scenario;

    @Option(
        names = "--runbook",
        paramLabel = "ID",
        description =
            "This runbook instead of the recovery, such as take-backup, restore-system, run-drill"
                + " or fail-back; may be given several times.")
    List<String> runbooks = List.of();

    @Option(
        names = "--out",
        paramLabel = "FILE",
        required = true,
        description = "Such as shop.html.")
    Path file;

    @Option(
        names = "--config",
        paramLabel = "DIR",
        defaultValue = "config",
        description = "The configuration folder; default: ${DEFAULT-VALUE}.")
    Path folder;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      String page =
          PaperPlan.print(
              folder, system, runbooks, Optional.ofNullable(scenario), Clock.systemUTC());
      try {
        Files.writeString(file, page);
      } catch (IOException e) {
        throw new CliFailure(
            ExitCodes.FAILED,
            "unable to write: '" + file + "'",
            "Check its folder and the room on its disk.",
            e);
      }
      spec.commandLine().getOut().println("Written: " + file + "; print it and keep it off line.");
      return ExitCodes.DONE;
    }
  }
}
