package io.drillbook.driver.source.git;

import io.drillbook.spi.step.StepContext;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Brings the large files back into a repository, where git-lfs looks for them first. */
final class LfsArchive {
  /** Nothing else is unpacked: no folder, no link, no way out of the repository. */
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{2}/([0-9a-f]{64})");

  private final StepContext context;
  private final String subject;

  LfsArchive(StepContext context, String subject) {
    this.context = context;
    this.subject = subject;
  }

  /**
   * Unpacks to the archive's end.
   *
   * @throws NotWhole where a file is not what its name says
   */
  void unpack(InputStream member, Path repository) throws IOException {
    Path root = Files.createDirectories(repository.resolve(LfsFiles.FOLDER));
    long bytes = 0;
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new BufferedInputStream(member), StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var name = NAME.matcher(entry.getName());
        if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink() || !name.matches()) {
          throw new NotWhole("it holds something else than large files");
        }
        put(tar, name.group(1), root.resolve(entry.getName()));
        bytes += entry.getSize();
        context.progress(subject, bytes, -1);
      }
      // The rest proves that nothing was cut after the last file.
      member.transferTo(OutputStream.nullOutputStream());
    } catch (IllegalArgumentException e) {
      throw new NotWhole("it is no whole archive: " + e.getMessage());
    }
  }

  private void put(InputStream content, String name, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      LfsFile.copy(name, content, Channels.newOutputStream(channel), context.cancellation());
      channel.force(true);
    }
  }
}
