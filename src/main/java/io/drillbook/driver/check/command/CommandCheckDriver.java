package io.drillbook.driver.check.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.check.CheckDriver;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.check.CheckScope;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.process.TargetEnvironment;
import io.drillbook.spi.secret.Mask;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.StepContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a program of the plan: exit code 0 is good. It finds the target's settings in its
 * environment as {@code TARGET_<SOURCE>_<KEY>}, such as {@code TARGET_DB_URL} and {@code
 * TARGET_DB_PASSWORD}; secrets are never arguments and are covered in what is kept of its output.
 */
public final class CommandCheckDriver implements CheckDriver {
  private final Secrets secrets;
  private final Path directory;

  /**
   * A driver.
   *
   * @param secrets where the target's passwords are found
   * @param directory where programs run: the configuration's folder, so that {@code
   *     ./smoke-test.sh} is found beside the plans
   */
  public CommandCheckDriver(Secrets secrets, Path directory) {
    this.secrets = secrets;
    this.directory = directory;
  }

  @Override
  public String kind() {
    return "command";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    all.add(Setting.required("command", Setting.Type.LIST, "Program and arguments; no shell."));
    all.add(
        Setting.optional(
            "timeout", Setting.Type.DURATION, "After which it is killed; default 5m."));
    all.addAll(CheckScope.SETTINGS);
    return List.copyOf(all);
  }

  @Override
  public CheckResult run(
      Settings settings, Map<String, Settings> targetSources, StepContext context) {
    List<String> words = settings.list("command");
    if (words.isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to run a check without a program: 'command'",
          "Write the program and its arguments as a list, such as [./smoke-test.sh].");
    }
    Duration limit = Durations.of(settings, "timeout", Duration.ofMinutes(5));
    TargetEnvironment target = TargetEnvironment.of(targetSources, secrets);
    Command.Outcome outcome =
        new Command(words, target.values(), directory, limit).run(context.cancellation());
    String end =
        outcome.timedOut()
            ? "it still ran after " + limit + " and was killed"
            : "exit code " + outcome.exitCode();
    return new CheckResult(
        outcome.isGood(),
        String.join(" ", words),
        "expected exit code 0, found "
            + end
            + output(Mask.over(target.secrets()).apply(outcome.output())));
  }

  private static String output(String tail) {
    return tail.isEmpty() ? "; it wrote nothing" : "; it wrote: " + tail;
  }
}
