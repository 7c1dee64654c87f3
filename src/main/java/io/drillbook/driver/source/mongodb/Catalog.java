package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** What a database holds: mongodump's choice of it, without marks and staging of our own. */
final class Catalog {
  private static final String STORED_JAVASCRIPT = "system.js";

  private Catalog() {}

  /** Whether the server keeps the collection for itself, so that mongodump leaves it out too. */
  static boolean isServers(String name) {
    return name.startsWith("system.") && !name.equals(STORED_JAVASCRIPT);
  }

  /** Whether it is stored JavaScript, which cannot be renamed. */
  static boolean isJavaScript(String name) {
    return name.equals(STORED_JAVASCRIPT);
  }

  /** The names of everything, our own included, the server's own not. */
  static List<String> names(Connection connection) {
    return list(connection).stream()
        .map(Catalog::name)
        .filter(name -> !isServers(name))
        .sorted()
        .toList();
  }

  /** The definitions of everything that belongs to the owner of the data. */
  static List<CollectionEntry> entries(Connection connection) {
    List<CollectionEntry> entries = new ArrayList<>();
    for (BsonDocument said : list(connection)) {
      if (!isServers(name(said)) && !RunMark.isOurs(name(said))) {
        entries.add(entry(connection, said));
      }
    }
    entries.sort(Comparator.comparing(CollectionEntry::name));
    return entries;
  }

  /**
   * Refuses what a restore could not bring back.
   *
   * @throws Fault NOT_ALLOWED
   */
  static void refuseTimeSeries(List<CollectionEntry> entries) {
    for (CollectionEntry entry : entries) {
      if (entry.isTimeSeries()) {
        throw new Fault(
            FaultCode.NOT_ALLOWED,
            "unable to capture a time series: '" + entry.name() + "'",
            "Their buckets cannot be restored by Drillbook; keep them in a database of their own"
                + " and capture that by a source of kind command.");
      }
    }
  }

  private static CollectionEntry entry(Connection connection, BsonDocument said) {
    String type = said.getString("type", new BsonString("collection")).getValue();
    BsonDocument options = said.getDocument("options", new BsonDocument());
    BsonValue uuid = said.getDocument("info", new BsonDocument()).get("uuid");
    List<BsonDocument> indexes =
        type.equals(CollectionEntry.VIEW) ? List.of() : indexes(connection, name(said));
    return new CollectionEntry(
        name(said),
        type,
        options,
        indexes,
        uuid != null && uuid.isBinary() ? HexFormat.of().formatHex(uuid.asBinary().getData()) : "");
  }

  static List<BsonDocument> indexes(Connection connection, String collection) {
    return connection.ask(
        () ->
            connection
                .db()
                .getCollection(collection)
                .listIndexes(BsonDocument.class)
                .into(new ArrayList<>()));
  }

  private static List<BsonDocument> list(Connection connection) {
    return connection.ask(
        () -> connection.db().listCollections(BsonDocument.class).into(new ArrayList<>()));
  }

  /** The names of the views. */
  static List<String> views(Connection connection) {
    return list(connection).stream()
        .filter(said -> said.getString("type", new BsonString("")).getValue().equals("view"))
        .map(Catalog::name)
        .toList();
  }

  private static String name(BsonDocument said) {
    return said.getString("name").getValue();
  }
}
