package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.driver.source.directory.Tree.Look;
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

/** Brings one archive into the tree and compares each file with the list of checksums. */
final class Unpack {
  private static final int BUFFER = 256 * 1024;

  private final Tree tree;
  private final Selection selection;
  private final MemberReader reader;
  private final Member sums;
  private final StepContext context;
  private final byte[] buffer = new byte[BUFFER];
  private final MessageDigest digest = Sums.digest();
  private long done;

  Unpack(Tree tree, Selection selection, MemberReader reader, Member sums, StepContext context) {
    this.tree = tree;
    this.selection = selection;
    this.reader = reader;
    this.sums = sums;
    this.context = context;
  }

  /**
   * Reads the member to its end.
   *
   * @throws Fault CONTENT_MISMATCH, DECRYPTION_FAILED, RESTORE_FAILED, DISK_FULL
   */
  void run(Member member) {
    try (InputStream content = reader.open(member);
        InputStream buffered = new BufferedInputStream(content, BUFFER);
        TarArchiveInputStream tar = new TarArchiveInputStream(buffered, Archive.ENCODING);
        Sums.Reader list = new Sums.Reader(reader.open(sums))) {
      for (TarArchiveEntry entry = next(tar, member); entry != null; entry = next(tar, member)) {
        context.cancellation().check();
        if (isWanted(entry)) {
          restore(entry, tar, list, member);
        }
      }
      // Checksums of the whole are found good or not at the very end only.
      buffered.transferTo(OutputStream.nullOutputStream());
      list.drain();
    } catch (IOException e) {
      throw unreadable(member, e);
    }
  }

  private static TarArchiveEntry next(TarArchiveInputStream tar, Member member) {
    try {
      return tar.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(member, e);
    }
  }

  private boolean isWanted(TarArchiveEntry entry) {
    String name = name(entry.getName());
    if (entry.getLinkFlag() == TarConstants.LF_LINK
        && selection.has(name)
        && !selection.has(name(entry.getLinkName()))) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to restore a further name of a file that is not wanted: '"
              + RawName.shown(name)
              + "'",
          "Its bytes are under " + RawName.shown(name(entry.getLinkName())) + ": restore both.");
    }
    return entry.getLinkFlag() == TarConstants.LF_DIR
        ? selection.passes(name)
        : selection.has(name);
  }

  private void restore(
      TarArchiveEntry entry, TarArchiveInputStream tar, Sums.Reader list, Member member)
      throws IOException {
    String name = name(entry.getName());
    Look look = look(entry);
    try {
      switch (entry.getLinkFlag()) {
        case TarConstants.LF_DIR -> tree.folder(name, look);
        case TarConstants.LF_SYMLINK -> tree.symbolicLink(name, entry.getLinkName(), look);
        case TarConstants.LF_LINK -> tree.hardLink(name, name(entry.getLinkName()));
        case TarConstants.LF_NORMAL -> {
          copy(tar, name, member);
          tree.fileDone(name, look);
        }
        default -> throw Tree.unsafe(name);
      }
    } catch (IOException e) {
      throw DirectoryFaults.restoring(RawName.shown(name), e);
    }
    if (entry.getLinkFlag() == TarConstants.LF_NORMAL) {
      list.require(name, digest.digest());
    }
    context.progress(member.file(), done, member.contentBytes());
  }

  private void copy(TarArchiveInputStream tar, String name, Member member) throws IOException {
    try (OutputStream out = tree.file(name)) {
      for (int n = read(tar, member); n >= 0; n = read(tar, member)) {
        out.write(buffer, 0, n);
        digest.update(buffer, 0, n);
        done += n;
        context.cancellation().check();
        context.progress(member.file(), done, member.contentBytes());
      }
    }
  }

  private int read(TarArchiveInputStream tar, Member member) {
    try {
      return tar.read(buffer, 0, BUFFER);
    } catch (IOException e) {
      throw unreadable(member, e);
    }
  }

  private static Look look(TarArchiveEntry entry) {
    return new Look(
        entry.getMode(),
        entry.getLongUserId(),
        entry.getLongGroupId(),
        entry.getLastModifiedTime(),
        entry.getExtraPaxHeaders());
  }

  /** The name below the root; what does not begin as ours do is refused by the tree. */
  static String name(String entry) {
    String name = entry.startsWith(Sums.PREFIX) ? entry.substring(Sums.PREFIX.length()) : entry;
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  private static Fault unreadable(Member member, Exception e) {
    return new Fault(
        FaultCode.DECRYPTION_FAILED,
        "unable to read the member to its end: '" + member.file() + "': " + e.getMessage(),
        "Verify the recovery point; another vault may hold a good copy.",
        e);
  }
}
