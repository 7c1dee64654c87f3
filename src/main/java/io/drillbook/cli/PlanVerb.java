package io.drillbook.cli;

import io.drillbook.assembly.Drivers;
import io.drillbook.config.ConfigurationCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
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
      PrintWriter err = spec.commandLine().getErr();
      outcome.findings().forEach(err::println);
      if (!outcome.findings().isEmpty()) {
        int count = outcome.findings().size();
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
