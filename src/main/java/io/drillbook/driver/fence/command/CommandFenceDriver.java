package io.drillbook.driver.fence.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.cutover.FenceDriver;
import io.drillbook.spi.cutover.FenceSettings;
import io.drillbook.spi.cutover.FenceState;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fences by programs of the team: switch a machine off, stop a service, close a security group. The
 * program that inspects says by its exit code what holds: 0 fenced, 1 open, 2 nobody answers,
 * anything else unknown.
 */
public final class CommandFenceDriver implements FenceDriver {
  private static final List<Setting> OWN =
      List.of(
          Setting.required(
              "fence", Setting.Type.LIST, "Program that fences, and arguments; no shell."),
          Setting.required("lift", Setting.Type.LIST, "Program that takes the fence away."),
          Setting.required(
              "inspect",
              Setting.Type.LIST,
              "Program that tells: exit code 0 fenced, 1 open, 2 nobody answers, else unknown."),
          Setting.optional(
              "timeout", Setting.Type.DURATION, "After which each is killed; default 1m."));

  private final Path directory;

  /**
   * A driver.
   *
   * @param directory where programs run: the configuration's folder
   */
  public CommandFenceDriver(Path directory) {
    this.directory = directory;
  }

  @Override
  public String kind() {
    return "command";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> all = new ArrayList<>(OWN);
    all.addAll(FenceSettings.COMMON);
    return List.copyOf(all);
  }

  @Override
  public FenceState inspect(Settings settings) {
    return inspect(settings, new Cancellation());
  }

  @Override
  public FenceState fence(Settings settings, List<Settings> spared, StepContext context) {
    FenceState before = inspect(settings, context.cancellation());
    if (before.hold() == Hold.FENCED) {
      return before;
    }
    Command.Outcome outcome = order(settings, "fence", context);
    FenceState after = inspect(settings, context.cancellation());
    if (after.hold() == Hold.FENCED || after.hold() == Hold.GONE) {
      return after;
    }
    throw new Fault(
        after.hold() == Hold.OPEN ? FaultCode.FENCE_FAILED : FaultCode.FENCE_UNKNOWN,
        "unable to fence by the program: '"
            + settings.list("fence").get(0)
            + "': "
            + end(outcome)
            + "; then "
            + after.detail(),
        "Run both programs by hand in the configuration folder: the one that inspects must end"
            + " with exit code 0.");
  }

  @Override
  public FenceState lift(Settings settings, StepContext context) {
    FenceState before = inspect(settings, context.cancellation());
    if (before.hold() == Hold.OPEN) {
      return before;
    }
    Command.Outcome outcome = order(settings, "lift", context);
    FenceState after = inspect(settings, context.cancellation());
    if (after.hold() != Hold.OPEN) {
      throw new Fault(
          FaultCode.FENCE_FAILED,
          "unable to lift the fence by the program: '"
              + settings.list("lift").get(0)
              + "': "
              + end(outcome)
              + "; then "
              + after.detail(),
          "Run both programs by hand in the configuration folder: the one that inspects must end"
              + " with exit code 1.");
    }
    return after;
  }

  private FenceState inspect(Settings settings, Cancellation cancellation) {
    Command.Outcome outcome = run(settings, "inspect", Map.of(), cancellation);
    Hold hold =
        switch (outcome.exitCode()) {
          case 0 -> Hold.FENCED;
          case 1 -> Hold.OPEN;
          case 2 -> Hold.GONE;
          default -> Hold.UNKNOWN;
        };
    return new FenceState(hold, settings.list("inspect").get(0) + ": " + end(outcome));
  }

  /** The program learns the key of the effect that it brings about. */
  private Command.Outcome order(Settings settings, String key, StepContext context) {
    Map<String, String> keyed =
        context
            .effectKey()
            .map(effect -> Map.of(StepContext.EFFECT_KEY_VARIABLE, effect))
            .orElse(Map.of());
    return run(settings, key, keyed, context.cancellation());
  }

  private Command.Outcome run(
      Settings settings, String key, Map<String, String> more, Cancellation cancellation) {
    Duration limit = Durations.of(settings, "timeout", Duration.ofMinutes(1));
    return new Command(settings.list(key), more, directory, limit).run(cancellation);
  }

  private static String end(Command.Outcome outcome) {
    String how =
        outcome.timedOut() ? "killed at its time limit" : "exit code " + outcome.exitCode();
    return outcome.output().isBlank()
        ? how
        : how + ", " + outcome.output().lines().reduce((first, last) -> last).orElse("");
  }
}
