package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Hands a member's content on, once. The receiver sees the end of it only where all of it came and
 * was right: a program that was given half an export must not take it for a whole one.
 */
final class Feed {
  private final SourceCapture capture;
  private final Member member;
  private final MemberReader reader;
  private final StepContext context;
  private final DatabaseGuard guard;

  Feed(
      SourceCapture capture,
      Member member,
      MemberReader reader,
      StepContext context,
      DatabaseGuard guard) {
    this.capture = capture;
    this.member = member;
    this.reader = reader;
    this.context = context;
    this.guard = guard;
  }

  /**
   * Copies all of it; leaves the receiver open.
   *
   * @throws Fault CONTENT_MISMATCH, DECRYPTION_FAILED
   * @throws Passage.NotTaken where the receiver took no more
   */
  void into(OutputStream receiver) throws Passage.NotTaken {
    long expected = capture.contents().getOrDefault(Facts.BYTES, -1L);
    Passage passage = new Passage(member.file(), expected, context, guard);
    try (InputStream content = reader.open(member)) {
      passage.run(content, receiver);
    } catch (Passage.NotTaken e) {
      throw e;
    } catch (IOException e) {
      throw new Fault(
          FaultCode.DECRYPTION_FAILED,
          "unable to read the member to its end: '" + member.file() + "': " + e.getMessage(),
          "Verify the recovery point; another vault may hold a good copy.",
          e);
    }
    if (passage.bytes() != expected || !passage.sum().equals(capture.facts().get(Facts.SUM))) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that the member is what was captured: '"
              + member.file()
              + "', %d bytes of %d".formatted(passage.bytes(), expected),
          "The capture itself is not whole; take another recovery point.");
    }
  }
}
