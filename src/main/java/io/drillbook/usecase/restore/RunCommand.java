package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.secret.Mask;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.step.StepContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a command of the plan, such as {@code provision} or {@code migrate}, to its end. */
public final class RunCommand {
  private final Path directory;
  private final Duration limit;

  /**
   * A use case.
   *
   * @param directory where commands run: the configuration's folder
   * @param limit after which a command is killed
   */
  public RunCommand(Path directory, Duration limit) {
    this.directory = directory;
    this.limit = limit;
  }

  /** The same with another limit. */
  public RunCommand within(Duration other) {
    return new RunCommand(directory, other);
  }

  /**
   * Runs the command.
   *
   * @param purpose the plan's key, such as {@code provision}
   * @param environment variables added to Drillbook's own; their values of {@code secrets} are
   *     covered in everything that is kept
   * @return the last lines it wrote, secrets covered
   * @throws Fault COMMAND_FAILED where it ended badly or took too long, TOOL_MISSING, CANCELLED
   */
  public String run(
      String purpose,
      List<String> command,
      Map<String, String> environment,
      List<Secret> secrets,
      StepContext context) {
    context.progress(purpose, 0, -1);
    Command.Outcome outcome =
        new Command(command, keyed(environment, context), directory, limit)
            .run(context.cancellation());
    String output = Mask.over(secrets).apply(outcome.output());
    if (outcome.isGood()) {
      return output;
    }
    String end =
        outcome.timedOut()
            ? "It still ran after " + limit + " and was killed"
            : "It ended with exit code " + outcome.exitCode();
    throw new Fault(
        FaultCode.COMMAND_FAILED,
        "unable to run the command of '" + purpose + "': '" + String.join(" ", command) + "'",
        end + "; it wrote: " + (output.isEmpty() ? "nothing" : output));
  }

  /** The command is told the key of its effect, so that it can know a repetition. */
  private static Map<String, String> keyed(Map<String, String> environment, StepContext context) {
    Map<String, String> all = new HashMap<>(environment);
    context.effectKey().ifPresent(key -> all.put(StepContext.EFFECT_KEY_VARIABLE, key));
    return all;
  }
}
