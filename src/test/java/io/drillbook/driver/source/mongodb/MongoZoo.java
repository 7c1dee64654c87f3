package io.drillbook.driver.source.mongodb;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ValidationOptions;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** One of every sort of thing that a database may hold. */
final class MongoZoo {
  private MongoZoo() {}

  static void fill(MongoDatabase database) {
    List<Document> orders = new ArrayList<>();
    for (int n = 0; n < 2500; n++) {
      orders.add(
          new Document("number", n)
              .append("item", "candle " + n)
              .append("price", new Decimal128(n))
              .append("tags", List.of("a", "ä", n)));
    }
    database.getCollection("orders").insertMany(orders);
    database.getCollection("orders").createIndex(Indexes.ascending("number"), unique());
    database
        .getCollection("orders")
        .createIndex(Indexes.compoundIndex(Indexes.ascending("item"), Indexes.descending("price")));
    types(database);
    database.createCollection("nothing yet");
    database.createCollection(
        "log",
        new CreateCollectionOptions().capped(true).sizeInBytes(1024 * 1024).maxDocuments(500));
    database.getCollection("log").insertOne(new Document("line", "started"));
    database.createCollection(
        "customers",
        new CreateCollectionOptions()
            .validationOptions(
                new ValidationOptions()
                    .validator(
                        new Document(
                            "$jsonSchema", new Document("required", List.of("email", "name"))))));
    database.getCollection("customers").insertOne(new Document("email", "a@example.com"));
    database
        .getCollection("sessions")
        .createIndex(
            Indexes.ascending("seen"), new IndexOptions().expireAfter(3600L, TimeUnit.SECONDS));
    database.getCollection("sessions").insertOne(new Document("seen", Instant.EPOCH));
    database.createView(
        "cheap", "orders", List.of(new Document("$match", new Document("number", 1))));
    byte[] picture = new byte[600_000];
    new Random(1).nextBytes(picture);
    GridFSBuckets.create(database)
        .uploadFromStream("candle.jpg", new ByteArrayInputStream(picture));
  }

  private static IndexOptions unique() {
    return new IndexOptions().unique(true).name("each number once");
  }

  private static void types(MongoDatabase database) {
    database
        .getCollection("types")
        .insertOne(
            new Document("_id", "all")
                .append("int", 1)
                .append("long", Long.MAX_VALUE)
                .append("double", -0.0)
                .append("date", Instant.parse("2026-11-26T10:00:00Z"))
                .append("null", null)
                .append("bytes", new org.bson.types.Binary(new byte[] {0, 1, 2}))
                .append("id", new ObjectId("65f000000000000000000001"))
                .append("regex", java.util.regex.Pattern.compile("^a.*", 2))
                .append("deep", new Document("a", List.of(new Document("b", List.of())))));
    database.getCollection("types").insertOne(new Document("_id", UUID.randomUUID().toString()));
  }
}
