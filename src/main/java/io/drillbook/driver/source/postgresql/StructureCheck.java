package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.postgresql.ToolFaults;
import io.drillbook.spi.postgresql.ToolFinder;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets pg_restore read every archive of a capture to its end, into nothing. {@code pg_restore
 * --list} would answer 0 on a cut dump.
 */
final class StructureCheck {
  private static final int BUFFER = 256 * 1024;
  private static final String PROGRAM = "pg_restore";

  /** What pg_restore ends with by itself; any other code says that something ended it. */
  private static final int SAYS_BROKEN = 1;

  private final SourceCapture capture;
  private final Parts parts;
  private final ToolFinder finder;

  StructureCheck(SourceCapture capture, Parts parts, ToolFinder finder) {
    this.capture = capture;
    this.parts = parts;
    this.finder = finder;
  }

  void run(MemberReader reader, StepContext context) {
    int dumped = Integer.parseInt(capture.facts().get(SourceFacts.CLIENT_MAJOR));
    ClientTools tools = finder.atLeast(dumped, "a dump by version " + dumped);
    List<Member> archives = new ArrayList<>(parts.data());
    if (!parts.whole()) {
      archives.add(parts.get(Parts.SCHEMA));
    }
    archives.forEach(member -> read(tools, member, reader, context));
  }

  private void read(ClientTools tools, Member member, MemberReader reader, StepContext context) {
    List<String> command = List.of(tools.program(PROGRAM), "--file=/dev/null");
    try (ChildProcess child =
        ChildProcess.start(command, Map.of("LC_ALL", "C"), null, context.cancellation())) {
      IOException broken = feed(child, member, reader, context);
      int exitCode = child.await();
      context.cancellation().check();
      if (exitCode != 0) {
        throw ended(member, exitCode, child.errors());
      }
      if (broken != null && !String.valueOf(broken.getMessage()).contains("Broken pipe")) {
        throw unreadable(member, broken);
      }
    }
  }

  /** What breaks the pipe is told by the exit code; what the member itself throws goes through. */
  private static IOException feed(
      ChildProcess child, Member member, MemberReader reader, StepContext context) {
    try (InputStream content = reader.open(member);
        OutputStream input = child.input()) {
      byte[] buffer = new byte[BUFFER];
      long done = 0;
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        context.cancellation().check();
        input.write(buffer, 0, n);
        done += n;
        context.progress(member.file(), done, member.contentBytes());
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private static Fault ended(Member member, int exitCode, String errors) {
    if (exitCode == SAYS_BROKEN && !errors.contains("out of memory")) {
      return new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to use a dump that is not whole: '"
              + member.file()
              + "': "
              + ToolFaults.firstError(errors),
          "pg_dump wrote it so; take another recovery point, and look at what stood between.");
    }
    return new Fault(
        FaultCode.COMMAND_FAILED,
        "unable to finish the program: '" + PROGRAM + "' (exit code " + exitCode + ")",
        "Something ended it, such as missing memory; it says nothing about the dump.");
  }

  private static Fault unreadable(Member member, IOException e) {
    return new Fault(
        FaultCode.DECRYPTION_FAILED,
        "unable to read the member to its end: '" + member.file() + "': " + e.getMessage(),
        "Verify the recovery point; another vault may hold a good copy.",
        e);
  }
}
