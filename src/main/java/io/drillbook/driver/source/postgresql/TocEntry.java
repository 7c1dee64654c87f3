package io.drillbook.driver.source.postgresql;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * One entry of an archive's table of contents. Texts are as in the file, one char for each byte;
 * null where there is none.
 *
 * @param id by which other entries name it
 * @param rows whether the archive holds a block of data for it
 * @param tag the object's name, for what belongs to a table often the table's before it
 * @param kind such as TABLE, INDEX or ACL
 * @param section 2 before the data, 3 data, 4 after it, 1 wherever it fits
 * @param needs entries that this one depends on
 * @param place where the data lies
 */
record TocEntry(
    int id,
    boolean rows,
    String tableOid,
    String oid,
    String tag,
    String kind,
    int section,
    String definition,
    String drop,
    String copy,
    String namespace,
    String tablespace,
    String tableMethod,
    int relationKind,
    String owner,
    String withOids,
    List<String> needs,
    String place) {
  static final int PRE_DATA = 2;
  static final int POST_DATA = 4;

  /** Event triggers act on whatever is made after them. */
  boolean isEventTrigger() {
    return "EVENT TRIGGER".equals(kind) || (tag != null && tag.startsWith("EVENT TRIGGER "));
  }

  /** Its name as a key of a capture's contents. */
  String key() {
    return new Table(String.valueOf(namespace), tag, 0).key();
  }

  boolean hasNameOf(TocEntry other) {
    return tag.equals(other.tag) && Objects.equals(namespace, other.namespace);
  }

  /** There is one entry of an id in an archive. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TocEntry entry && entry.id == id;
  }

  @Override
  public int hashCode() {
    return id;
  }

  /** The same with its names as people know them. */
  TocEntry decoded(Charset charset) {
    return new TocEntry(
        id,
        rows,
        tableOid,
        oid,
        text(tag, charset),
        kind,
        section,
        definition,
        drop,
        copy,
        text(namespace, charset),
        tablespace,
        tableMethod,
        relationKind,
        text(owner, charset),
        withOids,
        needs,
        place);
  }

  /** The same with another statement and owner. */
  TocEntry with(String statement, String role) {
    return new TocEntry(
        id,
        rows,
        tableOid,
        oid,
        tag,
        kind,
        section,
        statement,
        drop,
        copy,
        namespace,
        tablespace,
        tableMethod,
        relationKind,
        role,
        withOids,
        needs,
        place);
  }

  private static String text(String bytes, Charset charset) {
    return bytes == null ? null : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), charset);
  }
}
