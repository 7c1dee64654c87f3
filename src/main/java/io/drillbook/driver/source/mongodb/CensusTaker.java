package io.drillbook.driver.source.mongodb;

import java.util.List;

/** Counts what an archive holds. */
final class CensusTaker implements ArchiveVisitor {
  private final Census census;

  CensusTaker(Census census) {
    this.census = census;
  }

  @Override
  public void prelude(List<CollectionEntry> collections) {
    census.expect(collections);
  }

  @Override
  public void document(String collection, byte[] bson) {
    census.add(collection, bson);
  }

  @Override
  public void end(String collection) {
    // Counted already.
  }
}
