package io.drillbook.driver.source.pgphysical;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of what a base backup holds, from the server's own list: rows cannot be counted as of the
 * instant at which the files become consistent.
 */
final class Contents {
  private static final String BASE = "base/";
  private static final String TABLESPACES = "pg_tblspc/";
  private static final int TABLESPACE_DEPTH = 3;

  private Contents() {}

  static Map<String, Long> of(Manifest manifest, Map<Long, String> databases) {
    Map<String, Long> counts = new TreeMap<>();
    manifest
        .files()
        .forEach(
            (path, found) -> {
              add(counts, "files", 1);
              add(counts, "bytes", found.size());
              String database = database(path, databases);
              if (!database.isEmpty()) {
                add(counts, "files of database " + database, 1);
                add(counts, "bytes of database " + database, found.size());
              }
            });
    return counts;
  }

  private static void add(Map<String, Long> counts, String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  private static String database(String path, Map<Long, String> databases) {
    String[] folders = path.split("/", -1);
    int at = path.startsWith(BASE) ? 1 : TABLESPACE_DEPTH;
    boolean inside = path.startsWith(BASE) || path.startsWith(TABLESPACES);
    if (!inside || folders.length <= at + 1 || !folders[at].matches("\\d{1,10}")) {
      return "";
    }
    return databases.getOrDefault(Long.parseLong(folders[at]), folders[at]);
  }
}
