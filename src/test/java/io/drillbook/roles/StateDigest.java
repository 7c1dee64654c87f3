package io.drillbook.roles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Digests of all tables and of every file beside them: whatever changes shows. */
final class StateDigest {
  /**
   * What a server that nobody asks anything writes by itself: when it last looked for something.
   */
  private static final Set<String> OWN_LOOKS =
      Set.of(
          "SCHEDULE_LOOK",
          "SCHEDULE_SEEN",
          "RETENTION_LOOK",
          "ANCHOR",
          "ANCHORED_HEAD",
          "ANCHOR_COPY");

  /** Rows that tell of the refused tries themselves, and of the auditor's own failed logins. */
  private static final Map<String, String> TOLD =
      Map.of(
          "RECORD_ENTRY",
          " where kind <> 'REFUSED' or actor not in ('auditor', 'unknown')",
          "RECORD_HEAD",
          " where run_id <> 'installation' and run_id <> '" + DeskBed.OPEN + "'",
          "ACT_ID_USER",
          " where id_ <> 'auditor'",
          "DRILLBOOK_TOKEN",
          " where user_id <> 'auditor'");

  private final DeskBed bed;

  StateDigest(DeskBed bed) {
    this.bed = bed;
  }

  Map<String, String> take() {
    Map<String, String> digests = new TreeMap<>();
    JdbcClient jdbc = bed.jdbc();
    for (String table :
        jdbc.sql("select table_name from information_schema.tables where table_schema = 'PUBLIC'")
            .query(String.class)
            .list()) {
      if (!OWN_LOOKS.contains(table)) {
        digests.put(table, digest(jdbc, table));
      }
    }
    for (String folder : new String[] {"vault", "media", "sandbox", "config"}) {
      digests.put("folder " + folder, files(bed.home().resolve(folder)));
    }
    return digests;
  }

  private static String digest(JdbcClient jdbc, String table) {
    long[] sum = {0, 0};
    jdbc.sql("select * from \"" + table + "\"" + TOLD.getOrDefault(table, ""))
        .query(
            row -> {
              long hash = 7;
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                String cell = row.getString(i);
                hash = hash * 1_000_003 + (cell == null ? 1 : cell.hashCode());
              }
              sum[0]++;
              sum[1] += hash;
            });
    return sum[0] + " rows, " + Long.toHexString(sum[1]);
  }

  private static String files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      StringBuilder list = new StringBuilder();
      // Anchors come when the record of refused tries has grown.
      for (Path file :
          all.filter(Files::isRegularFile)
              .filter(it -> !it.toString().contains("/_anchors/"))
              .sorted()
              .toList()) {
        list.append(file).append(' ').append(Files.size(file)).append('\n');
      }
      return list.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
