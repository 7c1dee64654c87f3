package io.drillbook.cli;

import io.drillbook.domain.fault.Fault;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Prints every failure as one line and a hint on standard error; a stack trace with --debug only.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final DrillbookCommand root;

  Failures(DrillbookCommand root) {
    this.root = root;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    CliFailure failure = explain(e);
    err.println(failure.getMessage());
    err.println("HINT: " + failure.hint());
    if (root.debug) {
      e.printStackTrace(err);
    }
    err.flush();
    return failure.exitCode();
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("unable to understand the command: '" + oneLine(e.getMessage()) + "'");
    err.println("HINT: Run '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCodes.USAGE;
  }

  private static CliFailure explain(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CliFailure failure) {
        return failure;
      }
      if (cause instanceof Fault fault) {
        return new CliFailure(ExitCodes.of(fault.code()), fault.getMessage(), fault.hint());
      }
    }
    return new CliFailure(
        ExitCodes.FAILED,
        "unable to finish: '" + oneLine(String.valueOf(e.getMessage())) + "'",
        "Run it again with --debug; the stack trace says where.");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
