package io.drillbook.driver.source.mongodb;

import java.util.List;

/** Is told what an archive holds, in the order in which it stands there. */
interface ArchiveVisitor {
  /** Told first: everything that the archive says will follow. */
  void prelude(List<CollectionEntry> collections);

  /** Told for each document; those of several collections may alternate. */
  void document(String collection, byte[] bson);

  /** Told when a collection's last document is through and its checksum was right. */
  void end(String collection);
}
