package io.drillbook.driver.source.pgphysical;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a restored server is set up. Production's own configuration stays beside, unused: with it a
 * copy would archive into production's archive, listen at its address, run its jobs and wait for
 * its standbys.
 */
final class Configuration {
  private static final String FILE = "postgresql.conf";

  private final Path folder;
  private final Map<String, String> captured;
  private final Map<String, String> wanted;

  /**
   * A configuration.
   *
   * @param facts of the capture, for what recovery needs as it was
   * @param wanted the target's own parameters, which win
   */
  Configuration(Path folder, Map<String, String> facts, Map<String, String> wanted) {
    this.folder = folder;
    this.captured = facts;
    this.wanted = Map.copyOf(wanted);
  }

  /** For the replay: nobody else gets in, and nothing needs to be durable yet. */
  void forReplay(int port, List<String> recovery) {
    Map<String, String> parameters = common(port);
    parameters.put("listen_addresses", "");
    parameters.put("unix_socket_directories", folder.toString());
    parameters.put("unix_socket_permissions", "0700");
    parameters.put("hot_standby", "off");
    parameters.put("fsync", "off");
    parameters.put("full_page_writes", "off");
    parameters.put("max_wal_size", "4GB");
    parameters.put("autovacuum", "off");
    write(FILE, text(parameters, recovery));
    write("postgresql.auto.conf", "");
    write("pg_hba.conf", "local all all trust\n");
    write("pg_ident.conf", "");
    write("recovery.signal", "");
  }

  /** For whoever looks in afterwards, with a role and password of the restored cluster. */
  void forUse(String address, int port) {
    Map<String, String> parameters = common(port);
    parameters.put("listen_addresses", address);
    parameters.put("unix_socket_directories", "");
    write(FILE, text(parameters, List.of()));
    // The method md5 takes passwords of either kind, as the cluster has them.
    write("pg_hba.conf", "host all all all md5\n");
  }

  /** What recovery needs as it was, one line for each; libraries may be missing here. */
  static List<String> captured(Map<String, String> facts) {
    List<String> lines = new ArrayList<>();
    known(facts).forEach((name, value) -> lines.add(name + " = " + quoted(value)));
    return lines;
  }

  private static Map<String, String> known(Map<String, String> facts) {
    Map<String, String> parameters = new LinkedHashMap<>();
    facts.forEach(
        (name, value) -> {
          if (name.startsWith(ClusterFacts.PARAMETER)) {
            parameters.put(name.substring(ClusterFacts.PARAMETER.length()), value);
          }
        });
    parameters.remove("shared_preload_libraries");
    return parameters;
  }

  private Map<String, String> common(int port) {
    Map<String, String> parameters = known(captured);
    parameters.putAll(wanted);
    parameters.put("port", String.valueOf(port));
    parameters.put("archive_mode", "off");
    parameters.put("max_logical_replication_workers", "0");
    parameters.put("synchronous_standby_names", "");
    parameters.put("primary_conninfo", "");
    parameters.put("ssl", "off");
    return parameters;
  }

  private static String text(Map<String, String> parameters, List<String> more) {
    List<String> lines = new ArrayList<>();
    lines.add("# Written by Drillbook; production's own file is beside, with '.captured' behind.");
    parameters.forEach((name, value) -> lines.add(name + " = " + quoted(value)));
    lines.addAll(more);
    return String.join("\n", lines) + "\n";
  }

  static String quoted(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw TargetFaults.of(folder.resolve(name), e);
    }
  }
}
