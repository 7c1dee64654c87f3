package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Streams a member through the client program: no plain text of it touches a disk. */
final class RestoreProcess {
  private static final int BUFFER = 256 * 1024;

  private final Server server;
  private final ClientTools tools;

  RestoreProcess(Server server, ClientTools tools) {
    this.server = server;
    this.tools = tools;
  }

  void stream(Member member, MemberReader reader, StepContext context) {
    List<String> command = new ArrayList<>(List.of(tools.client()));
    command.addAll(server.arguments(tools));
    command.addAll(
        List.of(
            "--batch",
            // Takes the client's own commands, such as \!, for text; so any client reads the line
            // by which MariaDB's dumps switch them off.
            "--binary-mode",
            // A client that was put out must not come back.
            "--skip-reconnect",
            "--max-allowed-packet=1G",
            "--database=" + server.database()));
    Trailer trailer = new Trailer();
    try (ChildProcess child =
        ChildProcess.start(command, server.environment(), null, context.cancellation())) {
      IOException broken = feed(child, member, reader, trailer, context);
      int exitCode = child.await();
      context.cancellation().check();
      if (exitCode != 0) {
        String name = String.valueOf(Path.of(tools.client()).getFileName());
        throw ToolFaults.of(name, exitCode, child.errors(), server);
      }
      if (broken != null && !String.valueOf(broken.getMessage()).contains("Broken pipe")) {
        throw unreadable(member, broken);
      }
      if (!trailer.isWhole()) {
        throw StructureCheck.cut(member);
      }
    }
  }

  /** What breaks the pipe is told by the exit code; what the member itself throws goes through. */
  private static IOException feed(
      ChildProcess child,
      Member member,
      MemberReader reader,
      Trailer trailer,
      StepContext context) {
    try (InputStream content = reader.open(member);
        OutputStream input = child.input()) {
      byte[] buffer = new byte[BUFFER];
      long done = 0;
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        trailer.see(buffer, 0, n);
        input.write(buffer, 0, n);
        done += n;
        context.progress(member.file(), done, member.contentBytes());
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  static Fault unreadable(Member member, IOException e) {
    return new Fault(
        FaultCode.DECRYPTION_FAILED,
        "unable to read the member to its end: '" + member.file() + "': " + e.getMessage(),
        "Verify the recovery point; another vault may hold a good copy.",
        e);
  }
}
