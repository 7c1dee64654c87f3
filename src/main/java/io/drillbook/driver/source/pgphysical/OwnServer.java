package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.driver.source.pgphysical.RunAs.Ended;
import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The server of a folder that a restore filled. */
final class OwnServer {
  static final String LOG = "drillbook-server.log";

  /** A replay takes as long as it takes; whoever waits can cancel. */
  private static final String PATIENCE_SECONDS = "8640000";

  private static final Duration LONGEST = Duration.ofDays(100);
  private static final Duration EVERY = Duration.ofMillis(20);
  private static final String PID_FILE = "postmaster.pid";
  private static final int STATUS_LINE = 7;
  private static final int LOG_KEPT = 16 * 1024;

  private final Path folder;
  private final ClientTools tools;
  private final RunAs user;

  OwnServer(Path folder, ClientTools tools, RunAs user) {
    this.folder = folder;
    this.tools = tools;
    this.user = user;
  }

  /** Starts it and waits until it takes connections; false where it ended, and its log says why. */
  boolean start(Cancellation cancellation) {
    boolean started =
        user.call(
                List.of(
                    tools.program("pg_ctl"),
                    "--pgdata=" + folder,
                    "--log=" + folder.resolve(LOG),
                    "--wait",
                    "--timeout=" + PATIENCE_SECONDS,
                    "start"),
                cancellation)
            .good();
    // The program is content with a server that replays and lets nobody in meanwhile.
    return started
        && Patience.until(LONGEST, EVERY, cancellation, () -> isReady(folder) || !isRunning(folder))
        && isReady(folder);
  }

  private static boolean isReady(Path folder) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(PID_FILE));
      return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops it in good order. */
  void stop(Cancellation cancellation) {
    end("fast", cancellation);
  }

  /** Ends it at once; for what is to be removed. */
  void end() {
    end("immediate", new Cancellation());
  }

  /** Whether a server runs in the folder. */
  static boolean isRunning(Path folder) {
    try {
      String line = Files.readAllLines(folder.resolve(PID_FILE)).get(0).strip();
      String program = Files.readString(Path.of("/proc", line, "comm"));
      return (program.startsWith("postgres") || program.startsWith("postmaster"))
          && isIn(folder, Path.of("/proc", line, "cwd"));
    } catch (IOException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  /** A number that is left in the file may be another server's by now. */
  private static boolean isIn(Path folder, Path place) throws IOException {
    try {
      return Files.readSymbolicLink(place).equals(folder.toRealPath());
    } catch (AccessDeniedException e) {
      // Only whose process it is, and root, may look; better believe that it runs.
      return true;
    }
  }

  /** Asks the server by its private socket; one line for each row. */
  String ask(Path socket, int port, String superuser, String database, String sql) {
    Ended ended =
        user.call(
            List.of(
                tools.program("psql"),
                "-XAtq",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                socket.toString(),
                "-p",
                String.valueOf(port),
                "-U",
                superuser,
                "-d",
                Server.conninfo(database),
                "-c",
                sql),
            new Cancellation());
    if (!ended.good()) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to ask the restored server: '" + database + "': " + ended.errors(),
          "Its log is '" + folder.resolve(LOG) + "'.");
    }
    return ended.output();
  }

  /** Makes all files durable, as the server itself does not while it replays. */
  void sync(Cancellation cancellation) {
    Ended ended =
        user.call(
            // One call for the whole file system: file by file takes long on a busy disk.
            List.of("sync", "--file-system", folder.toString()), cancellation);
    if (!ended.good()) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to write the files to the disk: '" + folder + "': " + ended.errors(),
          "Look at the disk's health and room.");
    }
  }

  /** Lets the next start begin a new log. */
  void forgetLog() {
    try {
      Files.deleteIfExists(folder.resolve(LOG));
    } catch (IOException e) {
      throw TargetFaults.of(folder, e);
    }
  }

  /** The last lines that the server wrote. */
  String log() {
    try {
      byte[] all = Files.readAllBytes(folder.resolve(LOG));
      int from = Math.max(0, all.length - LOG_KEPT);
      return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private void end(String mode, Cancellation cancellation) {
    if (!isRunning(folder)) {
      return;
    }
    Ended ended =
        user.call(
            List.of(
                tools.program("pg_ctl"),
                "--pgdata=" + folder,
                "--mode=" + mode,
                "--wait",
                "--timeout=" + PATIENCE_SECONDS,
                "stop"),
            cancellation);
    if (!ended.good() && isRunning(folder)) {
      throw new Fault(
          FaultCode.COMMAND_FAILED,
          "unable to stop the server: '" + folder + "': " + ended.errors(),
          "Look what it does, and stop it by hand.");
    }
  }
}
