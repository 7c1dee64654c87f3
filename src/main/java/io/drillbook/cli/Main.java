package io.drillbook.cli;

import picocli.CommandLine;

/** The entry point of every verb. */
public final class Main {
  private Main() {}

  /** Runs one verb and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    DrillbookCommand root = new DrillbookCommand();
    Failures failures = new Failures(root);
    CommandLine line = new CommandLine(root);
    line.setExecutionStrategy(
        parsed ->
            parsed.hasSubcommand()
                    || parsed.isUsageHelpRequested()
                    || parsed.isVersionHelpRequested()
                ? new CommandLine.RunLast().execute(parsed)
                : help(line));
    line.setExecutionExceptionHandler(failures);
    line.setParameterExceptionHandler(failures);
    return line;
  }

  private static int help(CommandLine line) {
    line.usage(line.getOut());
    return ExitCodes.DONE;
  }
}
