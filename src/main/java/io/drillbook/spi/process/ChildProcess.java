package io.drillbook.spi.process;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final List<String> command;
  private final Process process;
  private final Thread errorReader;
  private final StringBuilder errors = new StringBuilder();
  private volatile boolean closed;

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

  /**
   * The same for a program of a plan, which may start others and leave them behind: it leads a
   * group of its own, and all of the group is killed with it. Where the system has no {@code
   * setsid} there is no group, and only what still has the program as ancestor is killed.
   *
   * @param environment all that it is given; nothing of Drillbook's own
   */
  public static ChildProcess startGroup(
      List<String> command, Map<String, String> environment, Path directory, Cancellation cancel) {
    Map<String, String> only = new HashMap<>();
    System.getenv().keySet().forEach(name -> only.put(name, ""));
    only.putAll(environment);
    if (!Files.isExecutable(SETSID)) {
      return start(command, only, directory, cancel);
    }
    ProgramPath.require(command.get(0), directory, environment.getOrDefault("PATH", ""));
    List<String> words = new ArrayList<>(List.of(SETSID.toString()));
    words.addAll(command);
    return start(words, only, directory, cancel);
  }

  /** The number of the process, and of its group where it leads one. */
  public ProcessHandle handle() {
    return process.toHandle();
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
    List<ProcessHandle> descendants = process.descendants().toList();
    if (!closed && command.get(0).equals(SETSID.toString())) {
      killGroup(process.pid());
    }
    // First who would go on with its next command where what it waits for is killed.
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Kills all processes of a group; one that is gone is fine. Java can signal single processes
   * only.
   */
  public static void killGroup(long leader) {
    try {
      new ProcessBuilder("sh", "-c", "kill -s KILL -- \"-$1\" 2>/dev/null", "sh", "" + leader)
          .start()
          .waitFor();
    } catch (IOException e) {
      // No shell: the descendants were killed one by one.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills the program if it still runs. */
  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
    // Its number may be another's from now on.
    closed = true;
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
