package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.source.Room;
import io.drillbook.spi.source.SourceProbe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * What a server and its database say of themselves.
 *
 * @param process made anew by each start of a server (4.4 and newer); else empty
 * @param set the replica set's name; empty on a server of its own
 * @param hosts the set's members as it calls them, with commas between them
 * @param host what the server calls its own address; empty where the login may not know
 * @param bytes size of the documents
 * @param free room on the server's disk, or -1
 */
record Look(
    String process,
    String set,
    String hosts,
    String host,
    String database,
    String version,
    int wireVersion,
    Instant now,
    long bytes,
    long free) {

  /**
   * Asks.
   *
   * @throws Fault NOT_ALLOWED at the router of a sharded cluster
   */
  static Look at(Connection connection) {
    BsonDocument hello = hello(connection);
    if (text(hello, "msg").equals("isdbgrid")) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to treat a sharded cluster as one database: '" + connection.who() + "'",
          "A dump through the router is of no moment; use Percona Backup for MongoDB, which knows"
              + " shards.");
    }
    BsonDocument build = connection.admin(ask("buildInfo"));
    Optional<BsonDocument> status =
        connection.maybe(
            client ->
                client.getDatabase("admin").runCommand(ask("serverStatus"), BsonDocument.class));
    BsonDocument stats =
        connection
            .maybe(client -> connection.db().runCommand(ask("dbStats"), BsonDocument.class))
            .orElse(new BsonDocument());
    return new Look(
        process(hello),
        text(hello, "setName"),
        hosts(hello),
        status.map(said -> text(said, "host")).orElse(""),
        connection.db().getName(),
        text(build, "version"),
        (int) number(hello, "maxWireVersion", 0),
        hello.containsKey("localTime")
            ? Instant.ofEpochMilli(hello.getDateTime("localTime").getValue())
            : Instant.EPOCH,
        number(stats, "dataSize", -1),
        stats.containsKey("fsTotalSize") && stats.containsKey("fsUsedSize")
            ? number(stats, "fsTotalSize", 0) - number(stats, "fsUsedSize", 0)
            : -1);
  }

  boolean replicated() {
    return !set.isEmpty();
  }

  /** Names this database of this running server, whatever address it was reached by. */
  String identity() {
    String server = replicated() ? "set " + set + " " + hosts : process.isEmpty() ? host : process;
    return server + "/" + database;
  }

  SourceProbe probe(boolean empty) {
    return new SourceProbe(identity(), "MongoDB " + version, bytes, empty);
  }

  Room room() {
    return free < 0
        ? Room.unknown("the server does not tell")
        : Room.of(free, "the disk of " + (host.isEmpty() ? hosts : host));
  }

  private static BsonDocument hello(Connection connection) {
    return connection
        .maybe(client -> client.getDatabase("admin").runCommand(ask("hello"), BsonDocument.class))
        .orElseGet(() -> connection.admin(ask("isMaster")));
  }

  private static String process(BsonDocument hello) {
    BsonDocument topology = hello.getDocument("topologyVersion", new BsonDocument());
    return topology.containsKey("processId")
        ? topology.getObjectId("processId").getValue().toHexString()
        : "";
  }

  private static String hosts(BsonDocument hello) {
    List<BsonValue> hosts = hello.getArray("hosts", new BsonArray());
    return hosts.stream()
        .map(host -> host.asString().getValue())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(","));
  }

  private static BsonDocument ask(String command) {
    return new BsonDocument(command, new BsonInt32(1));
  }

  private static String text(BsonDocument document, String key) {
    BsonValue value = document.get(key, new BsonString(""));
    return value.isString() ? value.asString().getValue() : "";
  }

  private static long number(BsonDocument document, String key, long otherwise) {
    return document.get(key) instanceof BsonNumber number ? number.longValue() : otherwise;
  }
}
