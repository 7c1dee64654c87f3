package io.drillbook.testbed;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bson.BsonDocument;

/**
 * Stands for a MongoDB server. It is not one: mongo-java-server speaks the protocol to the official
 * driver and keeps documents and unique indexes; logins, options of collections, views and what a
 * server says of itself are added here by the manual. It has no oplog, no snapshots, no real capped
 * collections, validates nothing, lets nothing expire and builds unique indexes only.
 */
public final class MongoSubstitute implements AutoCloseable {
  public static final String HOST = "127.0.0.1";
  public static final String USER = "admin";
  public static final String PASSWORD = "mongo 'secret'";

  /** The number of the protocol that version 7.0 speaks. */
  public static final int VERSION_7 = 21;

  private final SubstituteBackend backend;
  private final MongoServer server;
  private final int port;
  private final MongoClient client;

  private MongoSubstitute(Map<String, String> passwords) {
    Map<String, String> logins = new HashMap<>(passwords);
    logins.put(USER, PASSWORD);
    backend = new SubstituteBackend(logins);
    server = new MongoServer(backend);
    server.bind(HOST, 0);
    port = server.getLocalAddress().getPort();
    backend.listensAs("mongo.example:" + port);
    client = MongoClients.create(uri());
  }

  public static MongoSubstitute start() {
    return start(Map.of());
  }

  /**
   * A server with more logins than {@link #USER}.
   *
   * @param passwords by user
   */
  public static MongoSubstitute start(Map<String, String> passwords) {
    return new MongoSubstitute(passwords);
  }

  public int port() {
    return port;
  }

  /** The address of a database, as a plan has it. */
  public String url(String database) {
    return "mongodb://" + HOST + ":" + port + "/" + database;
  }

  /** With the login, for whoever is no Drillbook. */
  public String uri() {
    return "mongodb://%s:%s@%s:%d/?authSource=admin"
        .formatted(USER, PASSWORD.replace(" ", "%20").replace("'", "%27"), HOST, port);
  }

  public MongoDatabase database(String name) {
    return client.getDatabase(name);
  }

  /** From now on it says of itself that it is a member of a replica set of this version. */
  public void claimsReplicaSet(int wireVersion) {
    backend.hello.putAll(
        new Document("setName", "rs0")
            .append("secondary", false)
            .append("hosts", List.of(HOST + ":" + port))
            .append("primary", HOST + ":" + port)
            .append("me", HOST + ":" + port)
            .append("setVersion", 1)
            .append("logicalSessionTimeoutMinutes", 30)
            .append("maxWireVersion", wireVersion));
  }

  /** From now on it says of itself that it is the router of a sharded cluster. */
  public void claimsSharded() {
    backend.hello.put("msg", "isdbgrid");
  }

  /** From now on it says of a view that it is something else. */
  public void retype(String view, String type) {
    backend.types.put(view, type);
  }

  /** The level and time that each reading was asked for. */
  public List<String> readConcerns() {
    return backend.finds.stream().map(find -> String.valueOf(find.get("readConcern"))).toList();
  }

  /** What happens before each reading. */
  public void beforeFind(Runnable action) {
    backend.beforeFind = action;
  }

  /** Says what is in a database, so that equal text means equal data. */
  public String digests(String name) {
    return digests(name, true);
  }

  /** As {@link #digests}, without the indexes, which it loses on a move to another database. */
  public String documents(String name) {
    return digests(name, false);
  }

  private String digests(String name, boolean indexes) {
    MongoDatabase database = database(name);
    List<String> lines = new ArrayList<>();
    for (BsonDocument listed : database.listCollections(BsonDocument.class)) {
      String collection = listed.getString("name").getValue();
      if (collection.startsWith("drillbook.") || collection.startsWith("system.")) {
        continue;
      }
      lines.add(collection + " " + listed.getDocument("options").toJson());
      if (!listed.getString("type").getValue().equals("view")) {
        if (indexes) {
          lines.add(collection + " " + indexes(database, collection));
        }
        lines.add(collection + " " + documents(database, collection));
      }
    }
    return String.join("\n", new TreeSet<>(lines));
  }

  private static String indexes(MongoDatabase database, String collection) {
    TreeSet<String> indexes = new TreeSet<>();
    for (BsonDocument index : database.getCollection(collection).listIndexes(BsonDocument.class)) {
      index.remove("ns");
      index.remove("v");
      TreeSet<String> parts = new TreeSet<>();
      index.forEach((key, value) -> parts.add(key + "=" + value));
      indexes.add(parts.toString());
    }
    return indexes.toString();
  }

  private static String documents(MongoDatabase database, String collection) {
    TreeSet<String> documents = new TreeSet<>();
    try (MongoCursor<BsonDocument> all =
        database.getCollection(collection, BsonDocument.class).find().iterator()) {
      all.forEachRemaining(document -> documents.add(document.toJson()));
    }
    return documents.toString();
  }

  public boolean isGone(String database) {
    return database(database).listCollectionNames().into(new ArrayList<>()).stream()
        .allMatch(name -> name.startsWith("system."));
  }

  @Override
  public void close() {
    client.close();
    server.shutdownNow();
  }
}
