package io.drillbook.demo;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server of the demo as a child process; its output goes into a file. */
final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int KEPT_LINES = 20;

  private final String name;
  private final Path log;
  private final Process process;

  private ServerProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  static ServerProcess start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path log,
      Parts parts) {
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      return parts.keep(new ServerProcess(name, log, process));
    } catch (IOException e) {
      throw new Fault(
          FaultCode.TOOL_MISSING,
          "unable to start a part of the demo: '" + name + "'",
          "Check that " + command.get(0) + " is installed.",
          e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** The process itself, for whoever must name it as lost. */
  Fault died() {
    return new Fault(
        FaultCode.INTERNAL,
        "unable to keep a part of the demo running: '" + name + "'",
        "It ended by itself or never answered. Its last words: " + lastWords());
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - KEPT_LINES), lines.size()));
    } catch (IOException e) {
      return "none, " + e;
    }
  }

  /** Ends it at once and everything it started, as a power cut would. */
  void killHard() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    awaitEnd();
    children.forEach(
        child -> child.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(e -> child).join());
  }

  /** Asks it to end, then insists. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!awaitEnd()) {
      process.destroyForcibly();
      awaitEnd();
    }
    children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return false;
    }
  }
}
