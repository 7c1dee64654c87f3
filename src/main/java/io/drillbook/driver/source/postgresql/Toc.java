package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.MemberReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an archive of pg_dump says that it holds, in the order of a restore. */
record Toc(List<TocEntry> entries) {
  private static final int BUFFER = 64 * 1024;

  Toc {
    entries = List.copyOf(entries);
  }

  /**
   * Reads the beginning of a member; empty where the archive's version is not known here, or where
   * it is no archive at all: pg_restore says that better.
   */
  static Optional<Toc> of(Member member, MemberReader reader) {
    try (InputStream content = new BufferedInputStream(reader.open(member), BUFFER)) {
      ArchiveInput archive = new ArchiveInput(content);
      return archive.head() ? Optional.of(read(archive)) : Optional.empty();
    } catch (EOFException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Fault(
          FaultCode.DECRYPTION_FAILED,
          "unable to read what the member holds: '" + member.file() + "': " + e.getMessage(),
          "Verify the recovery point; another vault may hold a good copy.",
          e);
    }
  }

  /** Reads the table of contents behind the head. */
  static Toc read(ArchiveInput archive) throws IOException {
    int count = archive.number();
    List<TocEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(entry(archive));
    }
    return new Toc(entries);
  }

  private static TocEntry entry(ArchiveInput archive) throws IOException {
    return new TocEntry(
        archive.number(),
        archive.number() != 0,
        archive.text(),
        archive.text(),
        archive.text(),
        archive.text(),
        archive.number(),
        archive.text(),
        archive.text(),
        archive.text(),
        archive.text(),
        archive.text(),
        archive.hasTableMethod() ? archive.text() : null,
        archive.hasRelationKind() ? archive.number() : 0,
        archive.text(),
        archive.text(),
        needs(archive),
        new String(archive.bytes(archive.placeBytes()), StandardCharsets.ISO_8859_1));
  }

  private static List<String> needs(ArchiveInput archive) throws IOException {
    List<String> needs = new ArrayList<>();
    for (String id = archive.text(); id != null; id = archive.text()) {
      needs.add(id);
    }
    return needs;
  }

  /** How the texts are encoded; what Java does not know is read byte by byte. */
  Charset charset() {
    boolean utf8 =
        entries.stream()
            .anyMatch(
                entry -> "ENCODING".equals(entry.kind()) && entry.definition().contains("'UTF8'"));
    return utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  /** The same with names as people know them. */
  Toc decoded() {
    Charset charset = charset();
    return new Toc(entries.stream().map(entry -> entry.decoded(charset)).toList());
  }
}
