package io.drillbook.testbed;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What mongo-java-server leaves out and our driver relies on, as the real server's documentation
 * has it: login, options and UUIDs of collections, views, what a server says of itself.
 */
final class SubstituteBackend extends MemoryBackend {
  private static final Set<String> WITHOUT_LOGIN =
      Set.of("ismaster", "hello", "saslstart", "saslcontinue", "buildinfo", "ping");
  private static final List<String> NO_OPTIONS =
      List.of("create", "lsid", "$db", "$readPreference", "txnNumber", "$clusterTime");

  final List<Document> finds = new CopyOnWriteArrayList<>();
  final Document hello = new Document();
  final Map<String, String> types = new ConcurrentHashMap<>();
  volatile Runnable beforeFind = () -> {};

  private final Map<String, String> passwords;
  private final Map<Channel, ScramLogin> logins = new ConcurrentHashMap<>();
  private final Map<String, Document> options = new ConcurrentHashMap<>();
  private final Map<String, UUID> uuids = new ConcurrentHashMap<>();
  private final ObjectId process = new ObjectId();
  private volatile String host = "";

  SubstituteBackend(Map<String, String> passwords) {
    this.passwords = passwords;
  }

  void listensAs(String name) {
    host = name;
  }

  @Override
  public Document getServerStatus() {
    Document status = super.getServerStatus();
    status.put("host", host);
    return status;
  }

  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    ScramLogin login = logins.computeIfAbsent(channel, c -> new ScramLogin(passwords));
    String word = command.toLowerCase(java.util.Locale.ROOT);
    if (!passwords.isEmpty() && !login.isIn() && !WITHOUT_LOGIN.contains(word)) {
      throw new MongoServerError(
          13, "Unauthorized", "command " + command + " requires authentication");
    }
    return switch (word) {
      case "saslstart" -> login.start(query);
      case "saslcontinue" -> login.go(query);
      case "hello", "ismaster" -> hello(channel, database, query);
      case "create" -> create(channel, database, query);
      case "find" -> find(channel, database, query);
      case "listcollections" ->
          list(database, super.handleCommand(channel, database, command, query));
      case "drop" -> drop(channel, database, query);
      case "renamecollection" -> rename(channel, database, query);
      default -> super.handleCommand(channel, database, command, query);
    };
  }

  private Document hello(Channel channel, String database, Document query) {
    Document said = super.handleCommand(channel, database, "ismaster", query);
    said.put("isWritablePrimary", true);
    if (query.containsKey("saslSupportedMechs")) {
      said.put("saslSupportedMechs", List.of("SCRAM-SHA-256"));
    }
    // The monitor would take it for a promise to answer late.
    if (!query.containsKey("helloOk") && !query.containsKey("client")) {
      said.put("topologyVersion", new Document("processId", process).append("counter", 0L));
    }
    said.putAll(hello);
    return said;
  }

  private Document create(Channel channel, String database, Document query) {
    String name = database + "." + query.get("create");
    Document rest = query.clone();
    NO_OPTIONS.forEach(rest::remove);
    options.put(name, rest);
    return rest.containsKey("viewOn")
        ? new Document("ok", 1.0)
        : super.handleCommand(
            channel, database, "create", new Document("create", query.get("create")));
  }

  private Document find(Channel channel, String database, Document query) {
    finds.add(query.clone());
    beforeFind.run();
    Document answer = super.handleCommand(channel, database, "find", query);
    if (query.get("readConcern") instanceof Document concern
        && "snapshot".equals(concern.get("level"))) {
      ((Document) answer.get("cursor"))
          .put(
              "atClusterTime",
              new de.bwaldvogel.mongo.bson.BsonTimestamp(1_800_000_000L << 32 | 7));
    }
    return answer;
  }

  private Document list(String database, Document answer) {
    Document cursor = (Document) answer.get("cursor");
    List<Document> listed = new ArrayList<>();
    for (Object one : (List<?>) cursor.get("firstBatch")) {
      Document said = (Document) one;
      String name = database + "." + said.get("name");
      said.put("options", options.getOrDefault(name, new Document()).clone());
      said.put(
          "info",
          new Document("readOnly", false)
              .append("uuid", uuids.computeIfAbsent(name, n -> UUID.randomUUID())));
      listed.add(said);
    }
    options.forEach(
        (name, how) -> {
          if (how.containsKey("viewOn") && name.startsWith(database + ".")) {
            listed.add(
                new Document("name", name.substring(database.length() + 1))
                    .append(
                        "type", types.getOrDefault(name.substring(database.length() + 1), "view"))
                    .append("options", how.clone())
                    .append("info", new Document("readOnly", true)));
          }
        });
    cursor.put("firstBatch", listed);
    return answer;
  }

  private Document drop(Channel channel, String database, Document query) {
    String name = database + "." + query.get("drop");
    uuids.remove(name);
    Document had = options.remove(name);
    return had != null && had.containsKey("viewOn")
        ? new Document("ok", 1.0)
        : super.handleCommand(channel, database, "drop", query);
  }

  private Document rename(Channel channel, String database, Document query) {
    String from = String.valueOf(query.get("renameCollection"));
    String to = String.valueOf(query.get("to"));
    // It forgets to make a database that has no collection yet.
    String there = to.substring(0, to.indexOf('.'));
    super.handleCommand(channel, there, "create", new Document("create", "new"));
    super.handleCommand(channel, there, "drop", new Document("drop", "new"));
    Document answer = super.handleCommand(channel, database, "renameCollection", query);
    move(options, from, to);
    move(uuids, from, to);
    return answer;
  }

  private static <V> void move(Map<String, V> map, String from, String to) {
    V value = map.remove(from);
    if (value != null) {
      map.put(to, value);
    }
  }
}
