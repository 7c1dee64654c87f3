package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads an archive to its end by the rules of mongorestore, and compares what is in it with what
 * the capture says.
 */
final class StructureCheck {
  private static final int BUFFER = 256 * 1024;

  private final SourceCapture capture;
  private final Member member;

  StructureCheck(SourceCapture capture, Member member) {
    this.capture = capture;
    this.member = member;
  }

  void run(MemberReader reader, StepContext context) {
    Census census = new Census();
    try (InputStream in =
        new BufferedInputStream(
            new Tee(
                reader.open(member),
                OutputStream.nullOutputStream(),
                member.file(),
                member.contentBytes(),
                context),
            BUFFER)) {
      new ArchiveReader(in, new CensusTaker(census)).read();
    } catch (BrokenArchive e) {
      throw notWhole(e.getMessage(), e);
    } catch (IOException e) {
      context.cancellation().check();
      throw unreadable(member, e);
    }
    List<String> wrong =
        new ArrayList<>(Differences.between(capture.contents(), census.contents()));
    for (Map.Entry<String, String> found : census.digests().entrySet()) {
      String want = capture.facts().get(Facts.DIGEST + found.getKey());
      if (!found.getValue().equals(want)) {
        wrong.add(found.getKey() + " has other documents");
      }
    }
    if (!wrong.isEmpty()) {
      throw notWhole(String.join("; ", wrong), null);
    }
  }

  static Fault unreadable(Member member, IOException e) {
    return new Fault(
        FaultCode.DECRYPTION_FAILED,
        "unable to read the member to its end: '" + member.file() + "': " + e.getMessage(),
        "Verify the recovery point; another vault may hold a good copy.",
        e);
  }

  private Fault notWhole(String what, Throwable cause) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to use a dump that is not whole: '" + member.file() + "': " + what,
        "It was written so; take another recovery point, and look at what stood between.",
        cause);
  }
}
