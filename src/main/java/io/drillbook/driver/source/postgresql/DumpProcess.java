package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.ToolFaults;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one dumping program and streams what it writes into a member. */
final class DumpProcess {
  private static final String SCRIPT_END = "dump complete";

  private final Server server;
  private final ClientTools tools;
  private final MemberSink sink;
  private final Map<String, String> environment;

  /** Runs programs at a server, with this beside its address and login. */
  DumpProcess(Server server, ClientTools tools, MemberSink sink, Map<String, String> more) {
    this.server = server;
    this.tools = tools;
    this.sink = sink;
    this.environment = new HashMap<>(server.environment());
    environment.putAll(more);
  }

  /**
   * Writes one member; returns only when the program ended well and its output was whole.
   *
   * @param subject the member for progress and messages
   */
  void run(
      String program,
      List<String> arguments,
      String part,
      String format,
      String subject,
      StepContext context) {
    List<String> command = new ArrayList<>(List.of(tools.program(program)));
    command.addAll(arguments);
    try (ChildProcess child =
            ChildProcess.start(command, environment, null, context.cancellation());
        OutputStream member = sink.open(part, format)) {
      Optional<Fault> notWhole = follow(child, member, format, subject, context);
      int exitCode = child.await();
      context.cancellation().check();
      if (exitCode != 0) {
        throw ToolFaults.of(program, exitCode, child.errors(), server.side());
      }
      notWhole.ifPresent(
          fault -> {
            throw fault;
          });
    } catch (IOException e) {
      context.cancellation().check();
      throw stopped(subject, e);
    }
  }

  /** Streams to the end; a cut archive is told only after the exit code, which says more. */
  private static Optional<Fault> follow(
      ChildProcess child, OutputStream member, String format, String subject, StepContext context)
      throws IOException {
    try (InputStream output = child.output()) {
      Tee tee = new Tee(output, member, subject, context);
      try {
        if (format.equals(Parts.PGDUMP)) {
          ArchiveCheck.follow(tee, subject);
        }
        String tail = tee.drain();
        return format.equals(Parts.SQL) && !tail.contains(SCRIPT_END)
            ? Optional.of(ArchiveCheck.cut(subject, new EOFException("its last line is missing")))
            : Optional.empty();
      } catch (Fault e) {
        tee.drain();
        return Optional.of(e);
      }
    }
  }

  /** The fault behind a sink that would not take any more. */
  static Fault stopped(String subject, IOException e) {
    boolean full = String.valueOf(e.getMessage()).contains("No space left");
    return new Fault(
        full ? FaultCode.DISK_FULL : FaultCode.CAPTURE_FAILED,
        "unable to write the dump: '" + subject + "': " + e.getMessage(),
        "Check the room and the health of the disk that the vault is on.",
        e);
  }
}
