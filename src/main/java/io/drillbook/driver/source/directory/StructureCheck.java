package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Reads archives to their end and compares each file with the list of checksums; keeps nothing. */
final class StructureCheck {
  private static final int BUFFER = 256 * 1024;

  private final Parts parts;
  private final MemberReader reader;
  private final StepContext context;
  private final byte[] buffer = new byte[BUFFER];
  private final MessageDigest digest = Sums.digest();

  StructureCheck(Parts parts, MemberReader reader, StepContext context) {
    this.parts = parts;
    this.reader = reader;
    this.context = context;
  }

  /**
   * Reads every archive.
   *
   * @throws Fault CONTENT_MISMATCH where one is no whole archive or differs from the list
   */
  void run() {
    if (parts.list().isPresent()) {
      new ListedCheck(parts, reader, context).run();
    } else {
      parts.archives().forEach(this::read);
    }
  }

  private void read(Member member) {
    try (InputStream content = new BufferedInputStream(reader.open(member), BUFFER);
        TarArchiveInputStream tar = new TarArchiveInputStream(content, Archive.ENCODING);
        Sums.Reader list = new Sums.Reader(reader.open(parts.sums()))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        context.cancellation().check();
        if (entry.getLinkFlag() == TarConstants.LF_NORMAL) {
          digest(tar, member);
          list.require(Unpack.name(entry.getName()), digest.digest());
        }
      }
      content.transferTo(OutputStream.nullOutputStream());
      list.drain();
    } catch (IOException | IllegalArgumentException e) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to read the archive to its end: '" + member.file() + "': " + e.getMessage(),
          "The capture itself is not whole; take another recovery point.",
          e);
    }
  }

  private void digest(TarArchiveInputStream tar, Member member) throws IOException {
    for (int n = tar.read(buffer); n >= 0; n = tar.read(buffer)) {
      digest.update(buffer, 0, n);
      context.cancellation().check();
      context.progress(member.file(), tar.getBytesRead(), member.contentBytes());
    }
  }
}
