package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the archives of one base backup side by side, into a folder or only to check them: each
 * file's size and checksum must be as the server's own list says. That is what pg_verifybackup does
 * with an unpacked backup; before version 18 it cannot read archives.
 */
final class Unpack {
  /** Tablespaces come into the cluster's own folder: their places were production's. */
  static final String TABLESPACES = "drillbook_tablespaces";

  static final String CAPTURED = ".captured";
  private static final String LINKS = "pg_tblspc/";

  /** What would make the restored server do what production does, or take part in it. */
  private static final Set<String> ASIDE =
      Set.of(
          "postgresql.conf",
          "postgresql.auto.conf",
          "pg_hba.conf",
          "pg_ident.conf",
          "standby.signal",
          "recovery.signal",
          "tablespace_map",
          RunMark.FILE);

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Parts parts;
  private final MemberReader reader;
  private final StepContext context;
  private final long segmentBytes;

  Unpack(SourceCapture capture, Parts parts, MemberReader reader, StepContext context) {
    this.segmentBytes = Long.parseLong(capture.facts().get(ClusterFacts.SEGMENT_BYTES));
    this.parts = parts;
    this.reader = reader;
    this.context = context;
  }

  /**
   * Only reads, to the end.
   *
   * @throws Fault CONTENT_MISMATCH, DECRYPTION_FAILED
   */
  Manifest check() {
    return run(Archive.Taker.nothing());
  }

  /**
   * Fills a folder.
   *
   * @throws Fault CONTENT_MISMATCH, DECRYPTION_FAILED, DISK_FULL, RESTORE_FAILED
   */
  Manifest into(Path folder) {
    Manifest manifest = run(new Folder(folder));
    link(folder);
    return manifest;
  }

  private Manifest run(Archive.Taker taker) {
    Archive archive = new Archive(segmentBytes);
    List<SideBySide.Part> reading = new ArrayList<>();
    for (Member member : parts.archives()) {
      reading.add(inner -> read(archive, member, taker, inner));
    }
    parts.list().ifPresent(member -> reading.add(inner -> archive.list(bytes(member))));
    parts.base();
    SideBySide.run(context, reading);
    try {
      return archive.check();
    } catch (NotWhole e) {
      throw notWhole(Parts.BASE, e);
    }
  }

  private void read(Archive archive, Member member, Archive.Taker taker, StepContext inner) {
    String file = member.file();
    try (InputStream content = reader.open(member)) {
      Passage passage =
          new Passage(content, OutputStream.nullOutputStream(), file, member.contentBytes(), inner);
      try {
        archive.read(passage, parts.below(member), taker);
      } catch (NotWhole e) {
        throw passage.broken().map(broken -> unreadable(file, broken)).orElse(notWhole(file, e));
      } catch (IOException e) {
        Optional<IOException> broken = passage.broken();
        throw broken.isPresent() ? unreadable(file, broken.get()) : TargetFaults.of(file, e);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private byte[] bytes(Member member) {
    try (InputStream content = reader.open(member)) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw unreadable(member.file(), e);
    }
  }

  /** A relative link goes with the folder when that takes the target's name. */
  private void link(Path folder) {
    for (Member member : parts.archives()) {
      String below = parts.below(member);
      if (!below.isEmpty()) {
        String number = below.substring(LINKS.length(), below.length() - 1);
        Path link = folder.resolve(LINKS + number);
        try {
          Files.createSymbolicLink(link, Path.of("..", TABLESPACES, number));
        } catch (IOException e) {
          throw TargetFaults.of(link, e);
        }
      }
    }
  }

  private static Fault notWhole(String subject, NotWhole e) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to use a base backup that is not whole: '" + subject + "': " + e.getMessage(),
        "Take another recovery point; another vault may hold a good copy.",
        e);
  }

  private static Fault unreadable(String file, IOException e) {
    return new Fault(
        FaultCode.DECRYPTION_FAILED,
        "unable to read the member to its end: '" + file + "': " + e.getMessage(),
        "Verify the recovery point; another vault may hold a good copy.",
        e);
  }

  /** Writes files below a folder; replaces nothing. */
  private record Folder(Path root) implements Archive.Taker {
    @Override
    public void folder(String path) throws IOException {
      Files.createDirectories(at(path), PRIVATE_FOLDER);
    }

    @Override
    public OutputStream file(String path) throws IOException {
      Path file = at(ASIDE.contains(path) ? path + CAPTURED : path);
      Files.createDirectories(file.getParent(), PRIVATE_FOLDER);
      Files.createFile(file, PRIVATE_FILE);
      return Files.newOutputStream(file, StandardOpenOption.WRITE);
    }

    private Path at(String path) {
      String name = new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      boolean inTablespace = name.startsWith(LINKS) && name.length() > LINKS.length();
      return root.resolve(inTablespace ? TABLESPACES + "/" + name.substring(LINKS.length()) : name);
    }
  }
}
