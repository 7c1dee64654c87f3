package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.driver.source.directory.ListedArchive.Taker;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Reads the list and the archives of one capture to their end: every file that the list says is
 * here is here. What is in earlier recovery points is looked at with those.
 */
final class ListedCheck {
  private static final Taker NOWHERE =
      new Taker() {
        @Override
        public OutputStream begin(Line line) {
          return OutputStream.nullOutputStream();
        }

        @Override
        public void done(Line line) {
          // Nothing is kept.
        }
      };

  private final Parts parts;
  private final Member list;
  private final MemberReader reader;
  private final StepContext context;

  ListedCheck(Parts parts, MemberReader reader, StepContext context) {
    this.parts = parts;
    this.list = parts.list().orElseThrow();
    this.reader = reader;
    this.context = context;
  }

  void run() {
    try {
      long wanted = wanted();
      long taken = 0;
      for (Member archive : parts.archives()) {
        taken += new ListedArchive(reader, list, context).take(archive, Line.HERE, NOWHERE);
      }
      ListedRestore.requireAll(Line.HERE, taken, wanted);
    } catch (IOException e) {
      throw notWhole(e);
    } catch (Fault e) {
      throw e.code() == FaultCode.DECRYPTION_FAILED ? notWhole(e) : e;
    }
  }

  private long wanted() throws IOException {
    long wanted = 0;
    try (ListReader lines = new ListReader(reader.open(list))) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        context.cancellation().check();
        context.progress(list.file(), 0, list.contentBytes());
        wanted += line.kind() == Line.FILE && line.from().equals(Line.HERE) ? 1 : 0;
      }
    }
    return wanted;
  }

  private static Fault notWhole(Exception e) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to read the capture to its end: '" + e.getMessage() + "'",
        "The capture itself is not whole; take another recovery point.",
        e);
  }
}
