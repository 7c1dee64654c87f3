package io.drillbook.driver.source.files;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Reads one archive to its end and compares each file with the list of checksums at its end. */
final class Unpack {
  private static final int BUFFER = 64 * 1024;

  private final Member member;
  private final MemberReader reader;
  private final StepContext context;
  private final Map<String, String> found = new TreeMap<>();
  private final ByteArrayOutputStream list = new ByteArrayOutputStream();
  private long done;

  Unpack(Member member, MemberReader reader, StepContext context) {
    this.member = member;
    this.reader = reader;
    this.context = context;
  }

  /** Takes what is in an archive. */
  interface Receiver {
    void folder(String name, TarArchiveEntry entry) throws IOException;

    void link(String name, TarArchiveEntry entry) throws IOException;

    /** Opens a file; closed when its content is in. */
    OutputStream file(String name) throws IOException;

    void fileDone(String name, TarArchiveEntry entry) throws IOException;
  }

  /**
   * Reads all of it.
   *
   * @throws Fault CONTENT_MISMATCH where it is not whole; RESTORE_FAILED where an entry is none of
   *     ours; what the receiver throws as a fault of restoring
   */
  void run(Receiver receiver) {
    try (InputStream content = new BufferedInputStream(reader.open(member), BUFFER);
        TarArchiveInputStream tar =
            new TarArchiveInputStream(content, StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
        context.cancellation().check();
        one(entry, tar, receiver);
      }
      content.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw notWhole(e);
    }
    Map<String, String> expected = Sums.read(list.toString(StandardCharsets.UTF_8));
    found.remove(Layout.SUMS);
    if (list.size() == 0 || !expected.equals(found)) {
      throw notWhole(new IOException("its files differ from its list of checksums"));
    }
  }

  private TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    try {
      return tar.getNextEntry();
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void one(TarArchiveEntry entry, TarArchiveInputStream tar, Receiver receiver)
      throws IOException {
    String name = name(entry.getName());
    switch (entry.getLinkFlag()) {
      case TarConstants.LF_DIR -> take(name, () -> receiver.folder(name, entry));
      case TarConstants.LF_SYMLINK -> take(name, () -> receiver.link(name, entry));
      case TarConstants.LF_NORMAL -> {
        content(name, tar, receiver);
        take(name, () -> receiver.fileDone(name, entry));
      }
      default -> throw Tree.unsafe(name);
    }
  }

  private void content(String name, TarArchiveInputStream tar, Receiver receiver)
      throws IOException {
    MessageDigest digest = Sums.digest();
    OutputStream[] out = new OutputStream[1];
    take(name, () -> out[0] = receiver.file(name));
    try (OutputStream file = out[0]) {
      byte[] buffer = new byte[BUFFER];
      for (int n = tar.read(buffer); n >= 0; n = tar.read(buffer)) {
        int length = n;
        take(name, () -> file.write(buffer, 0, length));
        digest.update(buffer, 0, n);
        if (name.equals(Layout.SUMS)) {
          list.write(buffer, 0, n);
        }
        done += n;
        context.cancellation().check();
        context.progress(member.file(), done, member.contentBytes());
      }
    }
    found.put(name, HexFormat.of().formatHex(digest.digest()));
  }

  /** What may go wrong at the receiver. */
  @FunctionalInterface
  private interface Taking {
    void run() throws IOException;
  }

  /** A receiver's trouble must not look like a broken archive. */
  private static void take(String name, Taking taking) {
    try {
      taking.run();
    } catch (IOException e) {
      throw FilesFaults.restoring(name, e);
    }
  }

  private static String name(String entry) {
    String name = entry.startsWith("./") ? entry.substring(2) : entry;
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  private Fault notWhole(IOException e) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to read the archive to its end: '" + member.file() + "': " + e.getMessage(),
        "The capture itself is not whole; take another recovery point.",
        e);
  }
}
