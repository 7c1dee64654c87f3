package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a member to its end and compares its length with what its own header says, without putting
 * plain text on a disk: integrity_check was done before it was accepted, and its checksum holds.
 */
final class StructureCheck {
  private static final int BUFFER = 256 * 1024;

  private final Member member;
  private final MemberReader reader;
  private final StepContext context;

  StructureCheck(Member member, MemberReader reader, StepContext context) {
    this.member = member;
    this.reader = reader;
    this.context = context;
  }

  void run() {
    try (InputStream content = reader.open(member)) {
      byte[] start = content.readNBytes(Header.BYTES);
      Header header =
          Header.parse(start).orElseThrow(() -> broken("it does not begin like a database"));
      long bytes = start.length + rest(content);
      long expected = header.pages() * header.pageSize();
      if (expected != 0 ? bytes != expected : bytes % header.pageSize() != 0) {
        throw broken("it has %d bytes and says %d".formatted(bytes, expected));
      }
    } catch (IOException e) {
      throw new Fault(
          FaultCode.DECRYPTION_FAILED,
          "unable to read the member to its end: '" + member.file() + "': " + e.getMessage(),
          "Verify the recovery point; another vault may hold a good copy.",
          e);
    }
  }

  private long rest(InputStream content) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long done = 0;
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      context.cancellation().check();
      done += n;
      context.progress(member.file(), done, member.contentBytes());
    }
    return done;
  }

  private Fault broken(String why) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to use a database that is not whole: '" + member.file() + "': " + why,
        "It was stored so; take another recovery point.");
  }
}
