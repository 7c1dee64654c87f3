package io.drillbook.runbooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.testbed.FirstLogins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.util.FileSystemUtils;

/**
 * A small production that writes all the time: a process that appends to a file each few
 * milliseconds, stopped and started by the programs of the plan. Its folder cannot be captured
 * while it writes. The server is a process of its own, which can be killed.
 */
final class PausedBed implements AutoCloseable {
  static final String SYSTEM = "mill";

  private static final String WRITER =
      """
      #!/bin/sh
      # Starts the writer unless it is there; may be called again.
      cd "$(dirname "$0")" || exit 1
      [ -e broken ] && { echo "the starter is broken" >&2; exit 3; }
      if ! kill -0 "$(cat writer.pid 2>/dev/null)" 2>/dev/null; then
        setsid sh -c 'echo $$ > writer.pid; while :; do date +%s%N >> live/log; sleep 0.02; done' \
          >/dev/null 2>&1 </dev/null &
        while ! kill -0 "$(cat writer.pid 2>/dev/null)" 2>/dev/null; do sleep 0.02; done
      fi
      echo "start $DRILLBOOK_HOOK" >> journal
      """;
  private static final String STOPPER =
      """
      #!/bin/sh
      cd "$(dirname "$0")" || exit 1
      echo "stop $DRILLBOOK_HOOK" >> journal
      kill "$(cat writer.pid)" && while kill -0 "$(cat writer.pid)" 2>/dev/null; do sleep 0.02; done
      """;
  private static final String SLOW =
      """
      #!/bin/sh
      # Captures nothing much, slowly; hangs where it is told to.
      cd "$(dirname "$0")" || exit 1
      echo "capture $1" >> journal
      while [ -e "hang-$1" ]; do sleep 0.05; done
      sleep "$2"
      echo "$1"
      """;

  private final Path home;
  private final int port;
  private ServerChild server;

  PausedBed() throws IOException {
    home = Files.createTempDirectory("paused-bed");
    port = freePort();
    Files.createDirectories(home.resolve("live"));
    Files.createDirectories(home.resolve("vault"));
    program("start-writer", WRITER);
    program("stop-writer", STOPPER);
    program("slow", SLOW);
    Path keys = Files.createDirectories(home.resolve("config/keys"));
    for (String name : List.of("ops", "escrow", "signer")) {
      var key = OpenPgpKeys.generate(name + "@example.com", new char[0], Clock.systemUTC());
      Files.writeString(keys.resolve(name + ".asc"), key.publicKey());
      Files.writeString(keys.resolve(name + ".private.asc"), key.privateKey());
    }
    Files.writeString(home.resolve("config/drillbook.yaml"), serverYaml());
    startWriter();
  }

  private void program(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String serverYaml() {
    return """
    server: { address: 127.0.0.1, port: %d }
    database: { url: "jdbc:h2:file:./var/engine" }
    vaults: { primary: { kind: directory, path: %s/vault, site: here } }
    keys:
      ops:    { public: keys/ops.asc, private: keys/ops.private.asc }
      escrow: { public: keys/escrow.asc }
      signer: { public: keys/signer.asc, private: keys/signer.private.asc }
    """
        .formatted(port, home);
  }

  /**
   * Writes the plan.
   *
   * @param sources lines below {@code sources}, after the live folder
   * @param backup lines below {@code backup}, beside the programs that pause
   */
  PausedBed plan(String sources, String backup) throws IOException {
    String text =
        """
        system: mill
        owner: owner@example.com
        objectives: { rto: 1h, rpo: 24h }
        sources:
          live: { kind: directory, path: HOME/live }
        SOURCES
        backup:
          vaults: [primary]
          encrypt-to: [ops, escrow]
          sign-with: signer
          before: [ { command: [HOME/stop-writer], undo: [HOME/start-writer], timeout: 20s } ]
        BACKUP
        targets:
          sandbox: { disposable: true, sources: { live: { path: HOME/restored } } }
        readiness: { schedule: off }
        """
            .replace("SOURCES", sources.indent(2).stripTrailing())
            .replace("BACKUP", backup.indent(2).stripTrailing())
            .replace("HOME", home.toString());
    Path plans = Files.createDirectories(home.resolve("config/plans"));
    Files.writeString(plans.resolve("mill.yaml"), text);
    return this;
  }

  ServerChild serve() {
    if (server != null) {
      server.close();
    }
    server = ServerChild.start(home.resolve("config"), port, 5);
    return server;
  }

  Client as(String user) {
    String password = FirstLogins.in(home).of(user);
    return new Client("http://127.0.0.1:" + port, user, password, Optional.empty());
  }

  String start(String path, Map<String, Object> body) {
    return as("oncall").post("/api/v1/systems/mill/" + path, body).path("runId").asText();
  }

  JsonNode ended(String run) {
    Client auditor = as("auditor");
    try {
      await(() -> auditor.get("/api/v1/runs/" + run).path("verdict").isTextual());
    } catch (ConditionTimeoutException e) {
      JsonNode timeline = auditor.get("/api/v1/runs/" + run + "/timeline");
      throw new AssertionError("the run does not end: " + timeline.toPrettyString(), e);
    }
    return auditor.get("/api/v1/runs/" + run + "/timeline");
  }

  /** The lines of a run's record. */
  List<JsonNode> record(String run) {
    List<JsonNode> lines = new ArrayList<>();
    as("auditor")
        .get("/api/v1/runs/" + run + "/timeline")
        .path("record")
        .forEach(line -> lines.add(line.path("entry")));
    return lines;
  }

  /** The outcomes of the record's lines, in order. */
  List<String> outcomes(String run) {
    return record(run).stream().map(line -> line.path("outcome").asText()).toList();
  }

  /** What the programs did, a line each. */
  List<String> journal() {
    try {
      return Files.readAllLines(home.resolve("journal"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void forgetJournal() throws IOException {
    Files.deleteIfExists(home.resolve("journal"));
    Files.createFile(home.resolve("journal"));
  }

  void flag(String name) throws IOException {
    Files.createFile(home.resolve(name));
  }

  void unflag(String name) throws IOException {
    Files.deleteIfExists(home.resolve(name));
  }

  boolean writes() {
    try {
      long before = Files.size(home.resolve("live/log"));
      Thread.sleep(300);
      return Files.size(home.resolve("live/log")) > before;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void startWriter() throws IOException {
    run("start-writer");
    forgetJournal();
  }

  private void run(String program) throws IOException {
    try {
      new ProcessBuilder(home.resolve(program).toString()).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Path home() {
    return home;
  }

  static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(100))
        .until(condition);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
    run("stop-writer");
    FileSystemUtils.deleteRecursively(home);
  }
}
