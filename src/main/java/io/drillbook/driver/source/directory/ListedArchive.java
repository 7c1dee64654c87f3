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
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Goes through one archive and the list beside it, which has the same order, and hands on the
 * content of the files that the list wants from there. Each is compared with its checksum.
 */
final class ListedArchive {
  private static final int BUFFER = 256 * 1024;

  /** Takes the content of a file. */
  interface Taker {
    /** Whether it is wanted at all. */
    default boolean wants(Line line) {
      return true;
    }

    /** Where it goes. */
    OutputStream begin(Line line) throws IOException;

    /** All of it went there, and it is right. */
    void done(Line line) throws IOException;
  }

  private final MemberReader reader;
  private final Member list;
  private final StepContext context;
  private final byte[] buffer = new byte[BUFFER];
  private final MessageDigest digest = Sums.digest();

  ListedArchive(MemberReader reader, Member list, StepContext context) {
    this.reader = reader;
    this.list = list;
    this.context = context;
  }

  /**
   * Reads the archive to its end.
   *
   * @param from as what the list knows the capture of the archive
   * @return how many files were taken
   * @throws Fault CONTENT_MISMATCH; DECRYPTION_FAILED where it cannot be read to its end
   */
  long take(Member archive, String from, Taker taker) {
    long taken = 0;
    try (InputStream content = new BufferedInputStream(reader.open(archive), BUFFER);
        TarArchiveInputStream tar = new TarArchiveInputStream(content, Archive.ENCODING);
        ListReader lines = new ListReader(reader.open(list))) {
      for (TarArchiveEntry entry = next(tar, archive); entry != null; entry = next(tar, archive)) {
        context.cancellation().check();
        if (entry.getLinkFlag() == TarConstants.LF_NORMAL) {
          Line line = lines.find(Unpack.name(entry.getName()));
          if (line != null
              && line.kind() == Line.FILE
              && line.from().equals(from)
              && taker.wants(line)) {
            take(tar, line, archive, taker);
            taken++;
          }
        }
      }
      // Checksums of the whole are found good or not at the very end only.
      content.transferTo(OutputStream.nullOutputStream());
      lines.drain();
      return taken;
    } catch (IOException e) {
      throw unreadable(archive, e);
    }
  }

  private void take(TarArchiveInputStream tar, Line line, Member archive, Taker taker) {
    try {
      try (OutputStream out = taker.begin(line)) {
        for (int n = read(tar, archive); n >= 0; n = read(tar, archive)) {
          out.write(buffer, 0, n);
          digest.update(buffer, 0, n);
          context.cancellation().check();
          context.progress(archive.file(), tar.getBytesRead(), archive.contentBytes());
        }
      }
      if (!HexFormat.of().formatHex(digest.digest()).equals(line.sum())) {
        throw new Fault(
            FaultCode.CONTENT_MISMATCH,
            "unable to confirm a file, its checksum differs from the list: '"
                + RawName.shown(line.name())
                + "'",
            "Nothing was put in place; verify the recovery point or choose another one.");
      }
      taker.done(line);
    } catch (IOException e) {
      throw DirectoryFaults.restoring(RawName.shown(line.name()), e);
    }
    context.progress(archive.file(), tar.getBytesRead(), archive.contentBytes());
  }

  private int read(TarArchiveInputStream tar, Member archive) {
    try {
      return tar.read(buffer, 0, BUFFER);
    } catch (IOException e) {
      throw unreadable(archive, e);
    }
  }

  private static TarArchiveEntry next(TarArchiveInputStream tar, Member archive) {
    try {
      return tar.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(archive, e);
    }
  }

  private static Fault unreadable(Member member, Exception e) {
    return new Fault(
        FaultCode.DECRYPTION_FAILED,
        "unable to read the member to its end: '" + member.file() + "': " + e.getMessage(),
        "Verify the recovery point; another vault may hold a good copy.",
        e);
  }
}
