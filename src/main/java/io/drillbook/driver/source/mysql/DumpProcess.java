package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the dumping program and streams what it writes into a member. */
final class DumpProcess {
  private static final int BUFFER = 256 * 1024;

  private final Server server;
  private final ClientTools tools;
  private final MemberSink sink;

  DumpProcess(Server server, ClientTools tools, MemberSink sink) {
    this.server = server;
    this.tools = tools;
    this.sink = sink;
  }

  /**
   * Writes one member; returns only when the program ended well and its last line was there.
   *
   * @param begun called once the program reads its snapshot, or has ended
   */
  void run(List<String> more, String part, String subject, Runnable begun, StepContext context) {
    List<String> command = new ArrayList<>(List.of(tools.dump()));
    command.addAll(server.arguments(tools));
    command.addAll(
        List.of(
            "--single-transaction",
            "--quick",
            "--hex-blob",
            "--no-tablespaces",
            "--max-allowed-packet=1G",
            // Loaded by hand into the wrong database it must fail and not empty that.
            "--skip-add-drop-table"));
    if (!tools.mariadb()) {
      command.addAll(List.of("--set-gtid-purged=OFF", "--column-statistics=0"));
    }
    command.addAll(more);
    command.addAll(List.of("--", server.database()));
    try (ChildProcess child =
            ChildProcess.start(command, server.environment(), null, context.cancellation());
        OutputStream member = sink.open(part, Parts.SQL)) {
      Trailer trailer = follow(child, member, subject, begun, context);
      int exitCode = child.await();
      context.cancellation().check();
      if (exitCode != 0) {
        throw ToolFaults.of(name(), exitCode, child.errors(), server);
      }
      if (!trailer.isWhole()) {
        throw cut(subject);
      }
    } catch (IOException e) {
      context.cancellation().check();
      throw stopped(subject, e);
    } finally {
      begun.run();
    }
  }

  private static Trailer follow(
      ChildProcess child, OutputStream member, String subject, Runnable begun, StepContext context)
      throws IOException {
    Trailer trailer = new Trailer();
    try (InputStream output = child.output()) {
      byte[] buffer = new byte[BUFFER];
      long done = 0;
      for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
        trailer.see(buffer, 0, n);
        if (trailer.hasBegun()) {
          begun.run();
        }
        member.write(buffer, 0, n);
        done += n;
        context.progress(subject, done, -1);
      }
    }
    return trailer;
  }

  private String name() {
    return String.valueOf(Path.of(tools.dump()).getFileName());
  }

  private static Fault cut(String subject) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to use a dump that is not whole: '" + subject + "': its last line is missing",
        "The program said that it ended well, but its output was cut; look at what stands between.");
  }

  private static Fault stopped(String subject, IOException e) {
    boolean full = String.valueOf(e.getMessage()).contains("No space left");
    return new Fault(
        full ? FaultCode.DISK_FULL : FaultCode.CAPTURE_FAILED,
        "unable to write the dump: '" + subject + "': " + e.getMessage(),
        "Check the room and the health of the disk that the vault is on.",
        e);
  }
}
