package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.spi.source.MemberReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives archives in which other roles stand than were captured. Only the table of contents is
 * changed while it streams by: owners are a field of their own there, and grants are statements.
 */
final class MappedReader implements MemberReader {
  private static final int BUFFER = 64 * 1024;
  private static final Set<String> OF_ROLES = Set.of("ACL", "DEFAULT ACL", "USER MAPPING");

  private final MemberReader reader;
  private final Owners owners;

  MappedReader(MemberReader reader, Owners owners) {
    this.reader = reader;
    this.owners = owners;
  }

  @Override
  public InputStream open(Member member) {
    InputStream content = reader.open(member);
    if (owners.areAsCaptured() || !Parts.PGDUMP.equals(member.format())) {
      return content;
    }
    try {
      return mapped(new BufferedInputStream(content, BUFFER));
    } catch (IOException e) {
      // Whoever reads it from its beginning is told what is wrong with it.
      closeQuietly(content, e);
      return reader.open(member);
    }
  }

  private static void closeQuietly(InputStream content, IOException cause) {
    try {
      content.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private InputStream mapped(BufferedInputStream content) throws IOException {
    ArchiveInput archive = new ArchiveInput(content);
    if (!archive.head()) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to map owners in a dump of a format that is not known here: '"
              + PostgresqlSettings.OWNERS
              + "'",
          "Restore with the captured owners, or take a newer version of Drillbook.");
    }
    Toc toc = Toc.read(archive);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(archive.headBytes());
    new TocOutput(out, archive).write(map(toc));
    return new SequenceInputStream(new ByteArrayInputStream(out.toByteArray()), content);
  }

  private Toc map(Toc toc) {
    Charset charset = toc.charset();
    Map<String, String> others =
        owners.others().entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> raw(entry.getKey(), charset),
                    entry -> raw(entry.getValue(), charset)));
    RoleNames names = new RoleNames(others);
    Optional<String> one = owners.one().map(name -> raw(name, charset));
    return new Toc(
        toc.entries().stream()
            .filter(entry -> one.isEmpty() || !OF_ROLES.contains(entry.kind()))
            .map(entry -> map(entry, names, one, others))
            .toList());
  }

  private static TocEntry map(
      TocEntry entry, RoleNames names, Optional<String> one, Map<String, String> others) {
    String owner = entry.owner();
    String mapped =
        owner == null || owner.isEmpty() ? owner : one.orElse(others.getOrDefault(owner, owner));
    String definition = entry.definition();
    if (definition != null) {
      definition =
          switch (entry.kind()) {
            case "ACL", "DEFAULT ACL" -> names.replace(definition, RoleNames.IN_GRANTS);
            case "POLICY" -> names.replace(definition, RoleNames.IN_POLICIES);
            case "USER MAPPING" -> names.replace(definition, RoleNames.IN_MAPPINGS);
            default -> definition;
          };
    }
    return entry.with(definition, mapped);
  }

  private static String raw(String name, Charset charset) {
    return new String(name.getBytes(charset), StandardCharsets.ISO_8859_1);
  }
}
