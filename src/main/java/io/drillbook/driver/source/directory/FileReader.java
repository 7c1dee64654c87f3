package io.drillbook.driver.source.directory;

import io.drillbook.spi.file.Stat;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Reads files into one archive and notices when one is not the same from first byte to last. A
 * small file is read before its header is written and read again if it changed meanwhile; of a
 * large one the header has to come first. Used by one thread.
 */
final class FileReader {
  private static final int BUFFER = 256 * 1024;
  private static final int SMALL = 1024 * 1024;
  private static final int TRIES = 3;

  /**
   * What became of a file.
   *
   * @param stat as it is in the archive
   * @param sum SHA-256 of its content, hexadecimal
   * @param here whether its bytes were written now; else they are where they were before
   */
  record Kept(Stat stat, String sum, Map<String, String> attributes, boolean here) {}

  private final Archive archive;
  private final Findings findings;
  private final LongConsumer progress;
  private final StepContext context;
  private final byte[] buffer = new byte[SMALL + 1];
  private final MessageDigest digest = Sums.digest();

  FileReader(Archive archive, Findings findings, LongConsumer progress, StepContext context) {
    this.archive = archive;
    this.findings = findings;
    this.progress = progress;
    this.context = context;
  }

  /**
   * Captures a file, unless it is what the earlier list says; returns null where it is gone.
   *
   * @param before the line of the earlier list, or null
   */
  Kept read(Item item, Line before) {
    Line known = before != null && before.kind() == Line.FILE ? before : null;
    Stat stat;
    try {
      stat = Stat.of(item.path());
      if (!stat.isRegular()) {
        findings.changed(item.name(), "it became something else while the folder was read");
        return null;
      }
      Map<String, String> attributes = Attributes.of(item.path(), item.name(), findings);
      if (stat.size() <= SMALL) {
        return small(item, stat, attributes, known);
      }
      boolean alike =
          known != null && known.size() == stat.size() && known.attributes().equals(attributes);
      if (alike && isSame(item, stat, known)) {
        return new Kept(stat, known.sum(), attributes, false);
      }
      return large(item, stat, attributes);
    } catch (NoSuchFileException e) {
      findings.vanished(item.name());
      return null;
    } catch (IOException e) {
      throw DirectoryFaults.reading(item.path().toString(), e);
    }
  }

  private Kept small(Item item, Stat found, Map<String, String> attributes, Line known)
      throws IOException {
    Stat stat = found;
    int length = 0;
    boolean steady = false;
    for (int attempt = 1; attempt <= TRIES && !steady; attempt++) {
      try (InputStream in = open(item.path())) {
        length = in.readNBytes(buffer, 0, SMALL);
      }
      Stat after = Stat.of(item.path());
      steady = stat.isUntouched(after) && length == stat.size();
      stat = steady ? stat : after;
    }
    if (!steady) {
      findings.changed(item.name(), "it changed each time that it was read");
      stat = stat.unsettled();
    }
    digest.update(buffer, 0, length);
    Kept kept = new Kept(stat.withSize(length), digested(), attributes, true);
    if (known != null && known.sum().equals(kept.sum()) && known.attributes().equals(attributes)) {
      return new Kept(kept.stat(), kept.sum(), attributes, false);
    }
    write(item, kept, length);
    return kept;
  }

  private void write(Item item, Kept kept, int length) {
    try {
      archive.folder(item.folder());
      archive.beginFile(item.name(), kept.stat(), kept.attributes());
      archive.content().write(buffer, 0, length);
      archive.endFile();
    } catch (IOException e) {
      throw DirectoryFaults.writing(item.name(), e);
    }
    progress.accept(length);
  }

  /** Reads a file whose times changed, to find out whether its content did. */
  private boolean isSame(Item item, Stat stat, Line known) throws IOException {
    try (InputStream in = open(item.path())) {
      for (int n = in.read(buffer, 0, BUFFER); n >= 0; n = in.read(buffer, 0, BUFFER)) {
        context.cancellation().check();
        digest.update(buffer, 0, n);
        progress.accept(0);
      }
    }
    boolean same = digested().equals(known.sum());
    return same && stat.isUntouched(Stat.of(item.path()));
  }

  private Kept large(Item item, Stat stat, Map<String, String> attributes) throws IOException {
    String sum = null;
    try (InputStream in = open(item.path())) {
      archiveBegin(item, stat, attributes);
      long missing = copy(item, in, stat.size());
      boolean more = missing == 0 && in.read() >= 0;
      fill(item, missing);
      sum = archiveEnd(item);
      if (missing > 0) {
        findings.changed(item.name(), "it shrank while it was read");
      } else if (more) {
        findings.changed(item.name(), "it grew while it was read");
      } else if (!stat.isUntouched(Stat.of(item.path()))) {
        findings.changed(item.name(), "it changed while it was read");
      }
    } catch (NoSuchFileException e) {
      if (sum == null) {
        throw e;
      }
      findings.vanished(item.name());
    }
    return new Kept(stat, sum, attributes, true);
  }

  /** Returns how many bytes the file was short of. */
  private long copy(Item item, InputStream in, long size) throws IOException {
    long left = size;
    while (left > 0) {
      context.cancellation().check();
      int n = in.read(buffer, 0, (int) Math.min(BUFFER, left));
      if (n < 0) {
        return left;
      }
      put(item, n);
      left -= n;
    }
    return 0;
  }

  /** The header promised a size: zeros keep it, so that the rest of the archive can be read. */
  private void fill(Item item, long missing) {
    java.util.Arrays.fill(buffer, 0, BUFFER, (byte) 0);
    for (long left = missing; left > 0; ) {
      int n = (int) Math.min(BUFFER, left);
      put(item, n);
      left -= n;
    }
  }

  private void put(Item item, int length) {
    try {
      archive.content().write(buffer, 0, length);
    } catch (IOException e) {
      throw DirectoryFaults.writing(item.name(), e);
    }
    digest.update(buffer, 0, length);
    progress.accept(length);
  }

  private void archiveBegin(Item item, Stat stat, Map<String, String> attributes) {
    try {
      archive.folder(item.folder());
      archive.beginFile(item.name(), stat, attributes);
    } catch (IOException e) {
      throw DirectoryFaults.writing(item.name(), e);
    }
  }

  private String archiveEnd(Item item) {
    try {
      archive.endFile();
      return digested();
    } catch (IOException e) {
      throw DirectoryFaults.writing(item.name(), e);
    }
  }

  private String digested() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static InputStream open(Path path) throws IOException {
    return Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }
}
