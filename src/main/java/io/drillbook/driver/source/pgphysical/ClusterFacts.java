package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.point.SourceCapture;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The keys of what a recovery point remembers of a cluster besides its files. */
final class ClusterFacts {
  static final String IDENTITY = "identity";

  /** Made by initdb; the series of the cluster's log. */
  static final String SYSTEM_IDENTIFIER = "system-identifier";

  static final String SERVER_MAJOR = "server-major";
  static final String SERVER_VERSION = "server-version";
  static final String CLIENT_VERSION = "client-version";

  /** Bytes of one piece of the log. */
  static final String SEGMENT_BYTES = "wal-segment-bytes";

  /** Where the log begins that the files need. */
  static final String START_LSN = "start-lsn";

  /** Up to where the log is in the recovery point itself. */
  static final String STOP_LSN = "stop-lsn";

  /** Timeline of the backup's end. */
  static final String TIMELINE = "timeline";

  /** Name of the piece of the log that {@link #START_LSN} is in. */
  static final String START_WAL = "start-wal";

  /** Name of the piece of the log that {@link #STOP_LSN} is in. */
  static final String STOP_WAL = "stop-wal";

  /** When the backup had ended at the latest, by the server's clock. */
  static final String ENDED = "ended-by";

  /** Seconds between two marks in the log that is kept beside; none where none is kept. */
  static final String MARK_EVERY = "mark-every";

  /** primary or standby. */
  static final String TAKEN_FROM = "taken-from";

  static final String DATA_DIRECTORY = "server-data-directory";
  static final String SUPERUSER = "superuser";
  static final String CHECKSUMS = "data-checksums";

  /** Places of tablespaces by their number: {@code 16400=/srv/fast, …}. */
  static final String TABLESPACES = "tablespaces";

  /** Begins the names of parameters that recovery needs as they were. */
  static final String PARAMETER = "parameter ";

  /** Databases by their number, each on a line of its own: {@code 16384 shop}. */
  static final String DATABASES = "databases";

  private ClusterFacts() {}

  static String databases(Map<Long, String> databases) {
    return databases.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining("\n"));
  }

  static Map<Long, String> databases(SourceCapture capture) {
    Map<Long, String> databases = new TreeMap<>();
    for (String line : capture.facts().getOrDefault(DATABASES, "").split("\n", -1)) {
      String[] words = line.split(" ", 2);
      if (words.length == 2) {
        databases.put(Long.parseLong(words[0]), words[1]);
      }
    }
    return databases;
  }
}
