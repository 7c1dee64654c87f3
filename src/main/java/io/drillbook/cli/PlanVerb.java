package io.drillbook.cli;

import io.drillbook.assembly.Drivers;
import io.drillbook.assembly.TableCheck;
import io.drillbook.config.ConfigurationCheck;
import io.drillbook.config.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works with plans. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Check plans.",
    synopsisSubcommandLabel = "check",
    subcommands = PlanVerb.Check.class)
final class PlanVerb {
  /** Checks a configuration folder without a server. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Check the plans: each error with file, line and what was expected.")
  static final class Check implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "0..1", defaultValue = "config")
    Path folder;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      ConfigurationCheck.Outcome outcome =
          new ConfigurationCheck(Drivers.known(folder), Clock.systemUTC()).check(folder);
      List<Finding> findings =
          Stream.concat(outcome.findings().stream(), TableCheck.findings(outcome.folder()).stream())
              .toList();
      PrintWriter err = spec.commandLine().getErr();
      findings.forEach(err::println);
      if (!findings.isEmpty()) {
        int count = findings.size();
        throw new CliFailure(
            ExitCodes.USAGE,
            "unable to use the configuration: '%s' (%d error%s)"
                .formatted(folder, count, count == 1 ? "" : "s"),
            "Correct the lines named above.");
      }
      spec.commandLine().getOut().println("Good: " + outcome.systems());
      return ExitCodes.DONE;
    }
  }
}
