package io.drillbook.driver.source.mongodb;

import com.mongodb.client.model.InsertManyOptions;
import io.drillbook.spi.step.StepContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/**
 * Puts what an archive holds into staging collections: made with their options, filled in batches,
 * without indexes yet. Views wait until the collections have their names.
 */
final class Filling implements ArchiveVisitor {
  private static final int DOCUMENTS = 1000;
  private static final int BYTES = 8 * 1024 * 1024;

  /** As the documents were at home, so they come back: what was let through there is here too. */
  private static final InsertManyOptions AS_THEY_WERE =
      new InsertManyOptions().ordered(true).bypassDocumentValidation(true);

  /** Options of a collection that servers list but no longer take. */
  private static final List<String> GONE = List.of("autoIndexId", "flags", "create");

  private final Connection connection;
  private final RunMark mark;
  private final StepContext context;
  private final long total;
  private final Map<String, Batch> batches = new HashMap<>();
  private List<CollectionEntry> entries = List.of();
  private long done;

  private static final class Batch {
    private final List<RawBsonDocument> documents = new ArrayList<>();
    private int bytes;
  }

  Filling(Connection connection, RunMark mark, long total, StepContext context) {
    this.connection = connection;
    this.mark = mark;
    this.total = total;
    this.context = context;
  }

  /** What the archive's prelude announced. */
  List<CollectionEntry> entries() {
    return entries;
  }

  @Override
  public void prelude(List<CollectionEntry> collections) {
    Catalog.refuseTimeSeries(collections);
    entries = List.copyOf(collections);
    for (CollectionEntry entry : entries) {
      context.cancellation().check();
      if (!entry.isView()) {
        connection.command(create(staging(entry.name()), entry.options()));
        batches.put(entry.name(), new Batch());
      }
    }
  }

  @Override
  public void document(String collection, byte[] bson) {
    Batch batch = batches.get(collection);
    batch.documents.add(new RawBsonDocument(bson));
    batch.bytes += bson.length;
    if (batch.documents.size() >= DOCUMENTS || batch.bytes >= BYTES) {
      flush(collection, batch);
    }
  }

  @Override
  public void end(String collection) {
    Batch batch = batches.get(collection);
    if (batch != null) {
      flush(collection, batch);
    }
  }

  static BsonDocument create(String name, BsonDocument options) {
    BsonDocument command = new BsonDocument("create", new BsonString(name));
    options.forEach(
        (key, value) -> {
          if (!GONE.contains(key)) {
            command.append(key, value);
          }
        });
    return command;
  }

  private void flush(String collection, Batch batch) {
    if (batch.documents.isEmpty()) {
      return;
    }
    context.cancellation().check();
    connection.run(
        () ->
            connection
                .db()
                .getCollection(staging(collection), RawBsonDocument.class)
                .insertMany(batch.documents, AS_THEY_WERE));
    done += batch.bytes;
    batch.documents.clear();
    batch.bytes = 0;
    context.progress(collection, done, total);
  }

  private String staging(String collection) {
    return mark.staging(context.attempt(), collection);
  }
}
