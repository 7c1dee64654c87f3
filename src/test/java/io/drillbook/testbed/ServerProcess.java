package io.drillbook.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A server in the foreground as a child of the tests; ended by its process. */
final class ServerProcess implements AutoCloseable {
  private final List<String> command;
  private final Path log;
  private final Process process;

  ServerProcess(Path folder, String name, Map<String, String> environment, List<String> command) {
    this.command = command;
    this.log = folder.resolve(name + ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      this.process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the server answers; a server that died says why. */
  void awaitUp(Duration atMost, Callable<Boolean> isUp) {
    try {
      Awaitility.await()
          .atMost(atMost)
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptions()
          .until(() -> !process.isAlive() || isUp.call());
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(command + " is not up: " + said(), e);
    }
    if (!process.isAlive()) {
      throw new IllegalStateException(command + " ended: " + said());
    }
  }

  private String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
