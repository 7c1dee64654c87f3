package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The large files of Git LFS: a repository holds pointers only, the files are on a server. */
final class LfsFiles {
  static final String COUNT = "lfs objects";
  static final String BYTES = "lfs bytes";
  static final Path FOLDER = Path.of("lfs", "objects");
  private static final String ATTRIBUTES = ".gitattributes";

  private final Git git;
  private final Address address;
  private final StepContext context;

  LfsFiles(Git git, Address address, StepContext context) {
    this.git = git;
    this.address = address;
    this.context = context;
  }

  /** Whether any commit that can be reached keeps files with LFS. */
  boolean areUsed(Path mirror) {
    Set<String> blobs = new TreeSet<>();
    git.lines(
        GitFaults.source("look for large files", address),
        mirror,
        line -> {
          String name = line.substring(line.indexOf(' ') + 1);
          if (name.equals(ATTRIBUTES) || name.endsWith("/" + ATTRIBUTES)) {
            blobs.add(line.substring(0, line.indexOf(' ')));
          }
        },
        "rev-list",
        "--objects",
        "--all");
    return !blobs.isEmpty() && anySays(mirror, blobs);
  }

  private boolean anySays(Path mirror, Set<String> blobs) {
    boolean found = false;
    GitFaults step = GitFaults.source("look for large files", address);
    try (ChildProcess child = git.start(mirror, List.of("cat-file", "--batch"))) {
      DataInputStream answers = new DataInputStream(new BufferedInputStream(child.output()));
      for (String blob : blobs) {
        child.input().write((blob + "\n").getBytes(StandardCharsets.US_ASCII));
        child.input().flush();
        found |= content(answers).contains("filter=lfs");
      }
      child.input().close();
      git.requireGood(step, child);
    } catch (IOException e) {
      context.cancellation().check();
      throw step.cut(e);
    }
    return found;
  }

  /** One answer: a line that ends with the size, the content, the line's end. */
  private static String content(DataInputStream answers) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int b = answers.readUnsignedByte(); b != '\n'; b = answers.readUnsignedByte()) {
      head.append((char) b);
    }
    byte[] bytes = new byte[Integer.parseInt(head.substring(head.lastIndexOf(" ") + 1))];
    answers.readFully(bytes);
    answers.readUnsignedByte();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Brings the files of all commits.
   *
   * @throws Fault TOOL_MISSING without git-lfs; CAPTURE_FAILED where the server lacks one
   */
  void fetch(Path mirror) {
    git.text(
        GitFaults.source("find git-lfs for the large files", address), mirror, "lfs", "version");
    git.text(GitFaults.source("fetch the large files", address), mirror, "lfs", "fetch", "--all");
  }

  /** Writes them into an archive, each compared with its name, which is its checksum. */
  Map<String, Long> write(Path mirror, OutputStream member, String subject) throws IOException {
    Path root = mirror.resolve(FOLDER);
    TarArchiveOutputStream tar = new TarArchiveOutputStream(member, StandardCharsets.UTF_8.name());
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    long bytes = 0;
    for (Path file : files(root)) {
      TarArchiveEntry entry = new TarArchiveEntry(root.relativize(file).toString());
      entry.setSize(Files.size(file));
      entry.setMode(TarArchiveEntry.DEFAULT_FILE_MODE);
      tar.putArchiveEntry(entry);
      try (var in = Files.newInputStream(file)) {
        LfsFile.copy(file.getFileName().toString(), in, tar, context.cancellation());
      } catch (NotWhole e) {
        throw damaged(file, e);
      }
      tar.closeArchiveEntry();
      bytes += entry.getSize();
      context.progress(subject, bytes, -1);
    }
    tar.finish();
    return count(mirror);
  }

  /** How many of them a repository holds, and their bytes. */
  static Map<String, Long> count(Path repository) {
    try {
      List<Path> files = files(repository.resolve(FOLDER));
      long bytes = 0;
      for (Path file : files) {
        bytes += Files.size(file);
      }
      return Map.of(COUNT, (long) files.size(), BYTES, bytes);
    } catch (IOException e) {
      throw GitFaults.writing(repository.toString(), e);
    }
  }

  private static List<Path> files(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Fault damaged(Path file, NotWhole e) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to capture a large file, " + e.getMessage() + ": '" + file.getFileName() + "'",
        "The server of the large files gave another content than the pointer names.",
        e);
  }
}
