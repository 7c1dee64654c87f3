package io.drillbook.cli;

import io.drillbook.assembly.Drillbook;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server until it is told to stop. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Run the server.")
final class ServeVerb implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "DIR",
      defaultValue = "config",
      description = "The configuration folder; default: ${DEFAULT-VALUE}.")
  Path folder;

  @Option(names = "--port", paramLabel = "N", description = "Instead of the configured port.")
  Integer port;

  @Override
  public Integer call() throws InterruptedException {
    Drillbook.serve(folder, port == null ? OptionalInt.empty() : OptionalInt.of(port));
    // Only a signal ends the server; its shutdown hook then stops it in good order.
    new CountDownLatch(1).await();
    return ExitCodes.DONE;
  }
}
