package io.drillbook.usecase.pause;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.step.StepContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs one program around the captures to its end. */
final class HookProgram {
  private final Path folder;

  HookProgram(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs it; it finds the run and the system in its environment.
   *
   * @param what {@code before}, {@code undo} or {@code after}
   * @param begun is told which process it is
   * @return the last lines it wrote
   * @throws Fault COMMAND_FAILED, TOOL_MISSING, CANCELLED
   */
  String run(
      String what,
      List<String> command,
      Duration limit,
      String system,
      StepContext context,
      Consumer<String> begun) {
    Map<String, String> environment =
        Map.of(
            "DRILLBOOK_RUN", context.runId(), "DRILLBOOK_SYSTEM", system, "DRILLBOOK_HOOK", what);
    context.progress(what + " " + command.get(0), 0, -1);
    Command.Outcome outcome =
        new Command(command, environment, folder, limit).runNoted(context.cancellation(), begun);
    if (outcome.isGood()) {
      return outcome.output();
    }
    String end =
        outcome.timedOut()
            ? "It still ran after " + limit + " and was killed"
            : "It ended with exit code " + outcome.exitCode();
    throw new Fault(
        FaultCode.COMMAND_FAILED,
        "unable to run the program of 'backup." + what + "': '" + String.join(" ", command) + "'",
        end + "; it wrote: " + (outcome.output().isEmpty() ? "nothing" : outcome.output()));
  }
}
