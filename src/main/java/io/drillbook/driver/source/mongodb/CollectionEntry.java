package io.drillbook.driver.source.mongodb;

import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * One collection or view with its definition, as a server lists it and as mongodump writes it.
 *
 * @param type {@code collection}, {@code view} or {@code timeseries}
 * @param options what the collection was created with
 * @param indexes as listIndexes gives them; none for a view
 * @param uuid hexadecimal, or empty where the server has none
 */
record CollectionEntry(
    String name, String type, BsonDocument options, List<BsonDocument> indexes, String uuid) {
  static final String VIEW = "view";
  private static final String OPTIONS = "options";
  private static final String INDEXES = "indexes";
  private static final String UUID = "uuid";
  private static final JsonWriterSettings CANONICAL =
      JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

  CollectionEntry {
    indexes = List.copyOf(indexes);
  }

  boolean isView() {
    return type.equals(VIEW);
  }

  boolean isTimeSeries() {
    return type.equals(ArchiveFormat.TIME_SERIES);
  }

  /** Every index but the one that each collection has by itself. */
  List<BsonDocument> ownIndexes() {
    return indexes.stream()
        .filter(index -> !isById(index.getDocument("key", new BsonDocument())))
        .toList();
  }

  private static boolean isById(BsonDocument key) {
    return key.size() == 1 && key.containsKey("_id") && key.get("_id").isNumber();
  }

  /** Canonical Extended JSON, the content of mongodump's {@code .metadata.json} files. */
  String metadata() {
    BsonDocument document = new BsonDocument();
    if (!options.isEmpty()) {
      document.append(OPTIONS, options);
    }
    document.append(INDEXES, new BsonArray(indexes));
    if (!uuid.isEmpty()) {
      document.append(UUID, new BsonString(uuid));
    }
    document.append("collectionName", new BsonString(name));
    document.append(ArchiveFormat.TYPE, new BsonString(type));
    return document.toJson(CANONICAL);
  }

  /** Reads what a prelude says; metadata may be missing, and older tools write no type. */
  static CollectionEntry parse(String name, String type, String metadata) {
    BsonDocument document = metadata.isEmpty() ? new BsonDocument() : BsonDocument.parse(metadata);
    List<BsonDocument> indexes = new ArrayList<>();
    for (BsonValue index : document.getArray(INDEXES, new BsonArray())) {
      indexes.add(index.asDocument());
    }
    BsonDocument options = document.getDocument(OPTIONS, new BsonDocument());
    String known = type.isEmpty() ? typeBy(options) : type;
    String uuid = document.getString(UUID, new BsonString("")).getValue();
    return new CollectionEntry(name, known, options, indexes, uuid);
  }

  private static String typeBy(BsonDocument options) {
    if (options.containsKey("viewOn")) {
      return options.containsKey(ArchiveFormat.TIME_SERIES) ? ArchiveFormat.TIME_SERIES : VIEW;
    }
    return options.containsKey(ArchiveFormat.TIME_SERIES)
        ? ArchiveFormat.TIME_SERIES
        : ArchiveFormat.COLLECTION;
  }
}
