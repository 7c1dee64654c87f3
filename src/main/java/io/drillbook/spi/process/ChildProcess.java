package io.drillbook.spi.process;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that Drillbook started and answers for: never by a shell, its error output kept (the
 * last 8 KiB), its exit code always asked for, killed when the step is cancelled. Secrets go in by
 * environment or standard input, never as arguments, which {@code ps} shows to everybody.
 */
public final class ChildProcess implements AutoCloseable {
  private static final int KEPT = 8 * 1024;

  private final List<String> command;
  private final Process process;
  private final Thread errorReader;
  private final StringBuilder errors = new StringBuilder();

  private ChildProcess(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    this.errorReader = new Thread(this::readErrors, "stderr of " + command.get(0));
    this.errorReader.setDaemon(true);
    this.errorReader.start();
  }

  /**
   * Starts a program.
   *
   * @param command program and arguments; holds no secret
   * @param environment variables added to Drillbook's own; an empty value takes an inherited one
   *     away
   * @param directory where it runs, or null for Drillbook's own
   * @throws Fault TOOL_MISSING where it cannot be started
   */
  public static ChildProcess start(
      List<String> command, Map<String, String> environment, Path directory, Cancellation cancel) {
    cancel.check();
    ProcessBuilder builder = new ProcessBuilder(command);
    environment.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    try {
      ChildProcess child = new ChildProcess(command, builder.start());
      cancel.onCancel(child::kill);
      return child;
    } catch (IOException e) {
      throw new Fault(
          FaultCode.TOOL_MISSING,
          "unable to start the program: '" + command.get(0) + "'",
          "Check that it is installed and may be executed by Drillbook's user.",
          e);
    }
  }

  /** What the program writes; read it to its end before {@link #await}. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** What the program reads; close it to let the program see the end. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  /** Waits without limit for the end and gives the exit code; 128 + N for signal N. */
  public int await() {
    try {
      int code = process.waitFor();
      // Something the program left running may hold its error output open for ever.
      errorReader.join(2_000);
      return code;
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to wait for the program: '" + command.get(0) + "'",
          "The step was interrupted; its run says why.",
          e);
    }
  }

  /**
   * Waits for the end or the limit; false where the limit was reached and the program still runs.
   */
  public boolean await(long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The last lines of its error output. */
  public String errors() {
    synchronized (errors) {
      return errors.toString().strip();
    }
  }

  /** Kills the program and everything it started; may be called twice. */
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Kills the program if it still runs. */
  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  private void readErrors() {
    byte[] buffer = new byte[2048];
    try (InputStream in = process.getErrorStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (errors) {
          errors.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
          errors.delete(0, Math.max(0, errors.length() - KEPT));
        }
      }
    } catch (IOException e) {
      synchronized (errors) {
        errors.append("(error output was cut: ").append(e.getMessage()).append(')');
      }
    }
  }
}
