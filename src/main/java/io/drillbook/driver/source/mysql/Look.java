package io.drillbook.driver.source.mysql;

import io.drillbook.spi.source.SourceProbe;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server says of itself.
 *
 * @param uid {@code @@server_uid} or {@code @@server_uuid}; a physical copy may carry the same
 */
record Look(
    String uid, String hostname, int port, String dataDirectory, String version, boolean mariadb) {
  static final String UID = "server-uid";
  static final String HOSTNAME = "server-hostname";
  static final String PORT = "server-port";
  static final String DATA_DIRECTORY = "server-data-directory";
  static final String VERSION = "server-version";
  static final String DATABASE = "database";

  static Look at(Session session) {
    String uid =
        session
            .rows(
                "show global variables where variable_name in ('server_uid', 'server_uuid')",
                row -> row.getString(2))
            .stream()
            .findFirst()
            .orElse("");
    return session.row(
        "select @@hostname, @@port, @@datadir, @@version",
        row ->
            new Look(
                uid,
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                row.getString(4).contains("MariaDB")));
  }

  Version number() {
    return Version.in(version).orElse(new Version(0, 0));
  }

  /** Names a database of this server, whatever address it was reached by. */
  String identity(String database) {
    return "mysql %s %s:%d %s %s".formatted(uid, hostname, port, dataDirectory, database);
  }

  String words() {
    return mariadb ? version : "MySQL " + version;
  }

  SourceProbe probe(String database, Inventory inventory) {
    return new SourceProbe(identity(database), words(), inventory.bytes(), inventory.isEmpty());
  }

  Map<String, String> facts(String database) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(DATABASE, database);
    facts.put("identity", identity(database));
    facts.put(UID, uid);
    facts.put(HOSTNAME, hostname);
    facts.put(PORT, String.valueOf(port));
    facts.put(DATA_DIRECTORY, dataDirectory);
    facts.put(VERSION, version);
    return facts;
  }
}
