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

  private final Archive archive;
  private final Sums.Writer sums;
  private final Findings findings;
  private final LongConsumer progress;
  private final StepContext context;
  private final byte[] buffer = new byte[SMALL + 1];
  private final MessageDigest digest = Sums.digest();

  FileReader(
      Archive archive,
      Sums.Writer sums,
      Findings findings,
      LongConsumer progress,
      StepContext context) {
    this.archive = archive;
    this.sums = sums;
    this.findings = findings;
    this.progress = progress;
    this.context = context;
  }

  /** Captures a file; returns its size in the archive, or -1 where it is gone. */
  long read(Item item) {
    Stat stat;
    try {
      stat = Stat.of(item.path());
      if (!stat.isRegular()) {
        findings.changed(item.name(), "it became something else while the folder was read");
        return -1;
      }
      if (stat.size() <= SMALL) {
        return small(item, stat);
      }
    } catch (NoSuchFileException e) {
      findings.vanished(item.name());
      return -1;
    } catch (IOException e) {
      throw DirectoryFaults.reading(item.path().toString(), e);
    }
    return large(item, stat);
  }

  private long small(Item item, Stat found) throws IOException {
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
    }
    write(item, stat.withSize(length), length);
    return length;
  }

  private void write(Item item, Stat stat, int length) {
    try {
      archive.beginFile(item.name(), item.path(), stat, item.isHardLinked());
      archive.content().write(buffer, 0, length);
      archive.endFile();
      digest.update(buffer, 0, length);
      sums.add(item.name(), digest.digest());
    } catch (IOException e) {
      throw DirectoryFaults.writing(item.name(), e);
    }
    progress.accept(length);
  }

  private long large(Item item, Stat stat) {
    try (InputStream in = open(item.path())) {
      archiveBegin(item, stat);
      long missing = copy(item, in, stat.size());
      boolean more = missing == 0 && in.read() >= 0;
      fill(item, missing);
      archiveEnd(item);
      if (missing > 0) {
        findings.changed(item.name(), "it shrank while it was read");
      } else if (more) {
        findings.changed(item.name(), "it grew while it was read");
      } else if (!stat.isUntouched(Stat.of(item.path()))) {
        findings.changed(item.name(), "it changed while it was read");
      }
      return stat.size();
    } catch (NoSuchFileException e) {
      findings.vanished(item.name());
      return stat.size();
    } catch (IOException e) {
      throw DirectoryFaults.reading(item.path().toString(), e);
    }
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

  private void archiveBegin(Item item, Stat stat) {
    try {
      archive.beginFile(item.name(), item.path(), stat, item.isHardLinked());
    } catch (IOException e) {
      throw DirectoryFaults.writing(item.name(), e);
    }
  }

  private void archiveEnd(Item item) {
    try {
      archive.endFile();
      sums.add(item.name(), digest.digest());
    } catch (IOException e) {
      throw DirectoryFaults.writing(item.name(), e);
    }
  }

  private static InputStream open(Path path) throws IOException {
    return Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }
}
