package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.ToolFaults;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs pg_restore into the staging database. */
final class RestoreProcess {
  private static final int BUFFER = 256 * 1024;
  private static final String PROGRAM = "pg_restore";

  private final Server server;
  private final ClientTools tools;
  private final String database;
  private final Map<String, String> environment;

  /** Runs the program into a database, with this beside the server's address and login. */
  RestoreProcess(Server server, ClientTools tools, String database, Map<String, String> more) {
    this.server = server;
    this.tools = tools;
    this.database = database;
    this.environment = new HashMap<>(server.environment());
    environment.putAll(more);
  }

  /** Streams a member through the program: no plain text of it touches a disk. */
  void stream(Member member, MemberReader reader, List<String> more, StepContext context) {
    try (ChildProcess child = start(more, context)) {
      IOException broken = null;
      try (InputStream content = reader.open(member);
          OutputStream input = child.input()) {
        copy(content, input, member, context);
      } catch (IOException e) {
        // Either the program died, which its exit code tells better, or the member cannot be read.
        broken = e;
      }
      int exitCode = child.await();
      context.cancellation().check();
      if (exitCode != 0) {
        throw ToolFaults.of(PROGRAM, exitCode, child.errors(), server.side());
      }
      if (broken != null && !broken.getMessage().contains("Broken pipe")) {
        throw unreadable(member, broken);
      }
    }
  }

  /** Restores one section of an archive in a file. */
  void section(Path archive, String section, int jobs, List<String> more, StepContext context) {
    List<String> arguments = new ArrayList<>(more);
    arguments.addAll(List.of("--section=" + section, "--jobs=" + jobs, archive.toString()));
    try (ChildProcess child = start(arguments, context)) {
      child.input().close();
      child.output().transferTo(OutputStream.nullOutputStream());
      int exitCode = child.await();
      context.cancellation().check();
      if (exitCode != 0) {
        throw ToolFaults.of(PROGRAM, exitCode, child.errors(), server.side());
      }
    } catch (IOException e) {
      context.cancellation().check();
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to run the program: '" + PROGRAM + "': " + e.getMessage(),
          "Check what ended it, such as missing memory.",
          e);
    }
  }

  private ChildProcess start(List<String> more, StepContext context) {
    List<String> command =
        new ArrayList<>(
            List.of(
                tools.program(PROGRAM),
                "--exit-on-error",
                "--no-password",
                "--no-tablespaces",
                "--no-subscriptions",
                "--dbname=" + Server.conninfo(database)));
    command.addAll(more);
    return ChildProcess.start(command, environment, null, context.cancellation());
  }

  private static void copy(InputStream from, OutputStream to, Member member, StepContext context)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long done = 0;
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      to.write(buffer, 0, n);
      done += n;
      context.progress(member.file(), done, member.contentBytes());
    }
  }

  private static Fault unreadable(Member member, IOException e) {
    return new Fault(
        FaultCode.DECRYPTION_FAILED,
        "unable to read the member to its end: '" + member.file() + "': " + e.getMessage(),
        "Verify the recovery point; another vault may hold a good copy.",
        e);
  }
}
