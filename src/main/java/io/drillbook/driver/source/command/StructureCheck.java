package io.drillbook.driver.source.command;

import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Reads a capture to its end and compares it with what the program once wrote. The program that
 * restores is not run: it would need a target.
 */
final class StructureCheck {
  private StructureCheck() {}

  static void run(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    for (Member member : members) {
      try {
        new Feed(capture, member, reader, context, DatabaseGuard.none())
            .into(OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw new IllegalStateException("nothing takes everything", e);
      }
    }
  }
}
