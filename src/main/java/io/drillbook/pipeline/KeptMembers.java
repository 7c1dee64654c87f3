package io.drillbook.pipeline;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.drillbook.spi.file.Disk;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Copies of a few members on this machine's disk, in plain: what the next capture compares with.
 * The server that captures need not hold any private key, so it could not read its own members
 * back. A copy is used only if its content has the checksum of a signed manifest.
 */
public final class KeptMembers {
  private static final int BUFFER = 256 * 1024;
  private static final String TAIL = ".kept.zst";
  private static final String PART = ".part";

  private final Path folder;

  /** Copies below this folder, which need not be there yet. */
  public KeptMembers(Path folder) {
    this.folder = folder;
  }

  /** Begins a copy; it is not there before {@link #commit}. */
  public OutputStream create(String system, String source, String point) throws IOException {
    Path part = part(system, source, point);
    Files.createDirectories(
        part.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new ZstdOutputStreamNoFinalizer(
        new BufferedOutputStream(Files.newOutputStream(part), BUFFER), 1);
  }

  /** Gives a whole copy its name. */
  public void commit(String system, String source, String point) throws IOException {
    Path part = part(system, source, point);
    Disk.sync(part);
    Files.move(part, file(system, source, point), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Opens a copy, if it is there and its content has this checksum; reads it once for that. */
  public Optional<InputStream> open(String system, String source, String point, String sha256) {
    Path file = file(system, source, point);
    try {
      Tally tally = new Tally(done -> {});
      try (InputStream in = tally.over(content(file))) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return tally.sha256().equals(sha256) ? Optional.of(content(file)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // Damaged: as good as lost, and told so to who asked.
      return Optional.empty();
    }
  }

  /** Removes the copies of a source that are of older points than this. */
  public void removeOlder(String system, String source, String point) {
    Path newest = file(system, source, point);
    String prefix = PointLayout.memberPrefix(source);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(newest.getParent(), prefix + "*")) {
      for (Path file : files) {
        if (file.compareTo(newest) < 0) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException e) {
      // Nothing was ever kept.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream content(Path file) throws IOException {
    return new ZstdInputStreamNoFinalizer(
        new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  private Path part(String system, String source, String point) {
    Path file = file(system, source, point);
    return file.resolveSibling(file.getFileName() + PART);
  }

  private Path file(String system, String source, String point) {
    Path home = folder.resolve(PointLayout.folder(system, point)).getParent();
    return home.resolve(PointLayout.memberPrefix(source) + point + TAIL);
  }
}
