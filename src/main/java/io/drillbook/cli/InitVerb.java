package io.drillbook.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a configuration to start from. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Make a configuration to start from; never overwrites.")
final class InitVerb implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "DIR",
      defaultValue = "config",
      description = "The folder to make; default: ${DEFAULT-VALUE}.")
  Path folder;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    new FirstConfiguration(folder, Clock.systemUTC()).write();
    spec.commandLine()
        .getOut()
        .println(
            """
            Made %s: keys, a vault in a folder beside it, and a plan to adapt.
            Next:
              1. Move %s to a safe place away from this machine.
              2. Adapt %s, then run: drillbook plan check %s
              3. drillbook serve --config %s"""
                .formatted(
                    folder,
                    folder.resolve("keys/escrow.private.asc"),
                    folder.resolve("plans/shop.yaml"),
                    folder,
                    folder));
    return ExitCodes.DONE;
  }
}
