package io.drillbook.driver.cutover.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.process.Command.Outcome;
import io.drillbook.spi.secret.References;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Moves traffic by programs of the plan. Exit codes of {@code switch-over} and {@code switch-back}:
 * 0 done, anything else failed. Of {@code inspect}: 0 traffic goes to the new place, 1 to the old
 * one, anything else it cannot be told. Whatever a program says of itself, {@code inspect} decides.
 */
public final class CommandCutoverDriver implements CutoverDriver {
  private static final Duration EVERY = Duration.ofMillis(500);

  private static final List<Setting> ALL =
      List.of(
          Setting.required(
              "switch-over",
              Setting.Type.LIST,
              "Program and arguments that move traffic; no shell."),
          Setting.required(
              "inspect",
              Setting.Type.LIST,
              "Program that tells where traffic goes: exit code 0 the new place, 1 the old one,"
                  + " anything else unknown."),
          Setting.optional("switch-back", Setting.Type.LIST, "Program that moves traffic back."),
          Setting.optional(
              "environment",
              Setting.Type.LIST,
              "Entries 'NAME=value'; a secret as ${NAME} or ${file:/path} inside."),
          Setting.optional(
              "timeout", Setting.Type.DURATION, "After which one is killed; default 5m."),
          Setting.optional(
              "confirm-within",
              Setting.Type.DURATION,
              "How long 'inspect' may take to see the move; default 30s."));

  private final Secrets secrets;
  private final Path directory;

  /**
   * A driver.
   *
   * @param secrets where secrets of the environment are found
   * @param directory where programs run: the configuration's folder
   */
  public CommandCutoverDriver(Secrets secrets, Path directory) {
    this.secrets = secrets;
    this.directory = directory;
  }

  @Override
  public String kind() {
    return "command";
  }

  @Override
  public List<Setting> settings() {
    return ALL;
  }

  @Override
  public CutoverState inspect(Settings settings) {
    return look(settings, new Cancellation());
  }

  @Override
  public CutoverState switchOver(Settings settings, StepContext context) {
    return move(settings, "switch-over", Place.AFTER, context);
  }

  @Override
  public CutoverState switchBack(Settings settings, StepContext context) {
    if (settings.list("switch-back").isEmpty()) {
      throw failed(settings, "switch-over", "the plan names no 'switch-back'");
    }
    return move(settings, "switch-back", Place.BEFORE, context);
  }

  private CutoverState move(Settings settings, String key, Place wanted, StepContext context) {
    Cancellation cancellation = context.cancellation();
    cancellation.check();
    CutoverState now = look(settings, cancellation);
    if (now.place() == wanted) {
      return now;
    }
    if (now.place() == Place.UNKNOWN) {
      throw failed(settings, key, now.detail());
    }
    Outcome outcome;
    try {
      outcome = run(settings, key, keyed(context), cancellation);
    } catch (Fault e) {
      throw e.code() == FaultCode.TOOL_MISSING ? failed(settings, key, e.getMessage()) : e;
    }
    CutoverState seen =
        outcome.isGood() ? await(settings, wanted, cancellation) : look(settings, cancellation);
    String said = inWords(outcome, settings);
    if (seen.place() == wanted) {
      return new CutoverState(wanted, said + "; " + seen.detail());
    }
    if (!outcome.isGood() && !outcome.timedOut() && seen.place() != Place.UNKNOWN) {
      throw failed(settings, key, said);
    }
    throw new Fault(
        FaultCode.CUTOVER_UNKNOWN,
        "unable to tell where traffic goes after the command: '" + words(settings, key) + "'",
        "Seen: " + said + "; then " + seen.detail() + ". Decide by hand.");
  }

  private CutoverState await(Settings settings, Place wanted, Cancellation cancellation) {
    AtomicReference<CutoverState> seen = new AtomicReference<>();
    Patience.until(
        Durations.of(settings, "confirm-within", Duration.ofSeconds(30)),
        EVERY,
        cancellation,
        () -> {
          seen.set(look(settings, cancellation));
          return seen.get().place() == wanted;
        });
    return seen.get();
  }

  private CutoverState look(Settings settings, Cancellation cancellation) {
    Outcome outcome = run(settings, "inspect", Map.of(), cancellation);
    Place place =
        switch (outcome.exitCode()) {
          case 0 -> Place.AFTER;
          case 1 -> Place.BEFORE;
          default -> Place.UNKNOWN;
        };
    return new CutoverState(place, "'inspect' " + inWords(outcome, settings));
  }

  private static Map<String, String> keyed(StepContext context) {
    return context
        .effectKey()
        .map(key -> Map.of(StepContext.EFFECT_KEY_VARIABLE, key))
        .orElse(Map.of());
  }

  private Outcome run(
      Settings settings, String key, Map<String, String> more, Cancellation cancellation) {
    Map<String, String> environment =
        new HashMap<>(
            new References(secrets).pairs("environment", settings.list("environment"), '='));
    environment.putAll(more);
    Duration limit = Durations.of(settings, "timeout", Duration.ofMinutes(5));
    return new Command(settings.list(key), environment, directory, limit).run(cancellation);
  }

  private String inWords(Outcome outcome, Settings settings) {
    String end =
        outcome.timedOut()
            ? "still ran at its limit and was killed"
            : "ended with exit code " + outcome.exitCode();
    References references = new References(secrets);
    references.pairs("environment", settings.list("environment"), '=');
    String output = references.mask().apply(outcome.output());
    return end + (output.isEmpty() ? "" : " and wrote: " + output);
  }

  private static Fault failed(Settings settings, String key, String why) {
    return new Fault(
        FaultCode.CUTOVER_FAILED,
        "unable to move traffic by the command: '" + words(settings, key) + "' (" + why + ")",
        "Traffic goes where it went. Run 'inspect' and the command by hand in the configuration's"
            + " folder to see more.");
  }

  private static String words(Settings settings, String key) {
    return String.join(" ", settings.list(key));
  }
}
