package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads every dump of a capture to its last line. There is no program that would read one without a
 * server; its checksum says that it is what was dumped.
 */
final class StructureCheck {
  private static final int BUFFER = 256 * 1024;

  private final MemberReader reader;
  private final StepContext context;

  StructureCheck(MemberReader reader, StepContext context) {
    this.reader = reader;
    this.context = context;
  }

  void read(Member member) {
    Trailer trailer = new Trailer();
    try (InputStream content = reader.open(member)) {
      byte[] buffer = new byte[BUFFER];
      long done = 0;
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        context.cancellation().check();
        trailer.see(buffer, 0, n);
        done += n;
        context.progress(member.file(), done, member.contentBytes());
      }
    } catch (IOException e) {
      throw RestoreProcess.unreadable(member, e);
    }
    if (!trailer.isWhole()) {
      throw cut(member);
    }
  }

  static Fault cut(Member member) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to use a dump that is not whole: '" + member.file() + "': its last line is missing",
        "It was stored so; take another recovery point, and look at what stood between.");
  }
}
