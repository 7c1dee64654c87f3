package io.drillbook.driver.source.postgresql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a table of contents as pg_dump does, in the version that an archive's head says. */
final class TocOutput {
  private final ByteArrayOutputStream out;
  private final ArchiveInput as;

  TocOutput(ByteArrayOutputStream out, ArchiveInput as) {
    this.out = out;
    this.as = as;
  }

  void write(Toc toc) {
    number(toc.entries().size());
    toc.entries().forEach(this::entry);
  }

  private void entry(TocEntry entry) {
    number(entry.id());
    number(entry.rows() ? 1 : 0);
    text(entry.tableOid());
    text(entry.oid());
    text(entry.tag());
    text(entry.kind());
    number(entry.section());
    text(entry.definition());
    text(entry.drop());
    text(entry.copy());
    text(entry.namespace());
    text(entry.tablespace());
    if (as.hasTableMethod()) {
      text(entry.tableMethod());
    }
    if (as.hasRelationKind()) {
      number(entry.relationKind());
    }
    text(entry.owner());
    text(entry.withOids());
    entry.needs().forEach(this::text);
    text(null);
    out.writeBytes(entry.place().getBytes(StandardCharsets.ISO_8859_1));
  }

  private void text(String bytes) {
    if (bytes == null) {
      number(-1);
      return;
    }
    number(bytes.length());
    out.writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void number(int value) {
    out.write(value < 0 ? 1 : 0);
    int rest = Math.abs(value);
    for (int i = 0; i < as.intBytes(); i++) {
      out.write(rest & 0xff);
      rest >>= 8;
    }
  }
}
