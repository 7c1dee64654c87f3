package io.drillbook.runbooks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The server as its users run it: a process of its own, which can be killed or asked to stop. */
public final class ServerChild implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(5);

  private final Process process;
  private final Path log;

  private ServerChild(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ServerChild start(Path config, int port, int leaseSeconds) {
    Path log = config.resolveSibling("server.log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "-XX:CompilerDirectivesFile=src/test/jvm/compiler.json",
            "-Duser.timezone=UTC",
            "-Ddrillbook.lease.seconds=" + leaseSeconds,
            "-Ddrillbook.job-lock-millis=10000",
            "-Ddrillbook.readiness.seconds=3600",
            "-cp",
            classPath(),
            "io.drillbook.cli.Main",
            "serve",
            "--config",
            config.toString());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      process.getOutputStream().close();
      return new ServerChild(process, log).awaitUp(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the tests' own classes: their settings of the log would hide those of the server. */
  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator, -1))
        .filter(it -> !Files.exists(Path.of(it, "logback-test.xml")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private ServerChild awaitUp(int port) throws IOException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health")).build();
    try {
      Awaitility.await()
          .atMost(START)
          .ignoreExceptionsInstanceOf(IOException.class)
          .failFast(() -> !process.isAlive())
          .until(() -> http.send(health, BodyHandlers.discarding()).statusCode() == 200);
      return this;
    } catch (RuntimeException e) {
      close();
      throw new IllegalStateException("the server never came up: " + Files.readString(log), e);
    }
  }

  /** The living child process of that program, if there is one. */
  Optional<ProcessHandle> program(String name) {
    return process
        .descendants()
        .filter(child -> child.info().command().filter(c -> c.endsWith("/" + name)).isPresent())
        .findFirst();
  }

  /** The process dies at once, as by {@code kill -9}; its children live on. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks the process to stop and waits until it has; gives its exit code. */
  int stop() {
    process.destroy();
    awaitEnd();
    return process.exitValue();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server does not end: " + process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    kill();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
