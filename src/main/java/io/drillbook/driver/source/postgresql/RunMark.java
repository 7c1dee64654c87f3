package io.drillbook.driver.source.postgresql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names by which one run's work at a target is told from everybody else's.
 *
 * @param database the target's name: two sources of one run may go to one cluster
 */
record RunMark(String runId, String database) {
  private static final int HASH_LETTERS = 10;

  /** The comment on a database that this run restored. */
  String comment() {
    return "drillbook run " + runId;
  }

  /** What the names of all staging databases of this run and target begin with. */
  String stagingPrefix() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((runId + "/" + database).getBytes(StandardCharsets.UTF_8));
      return "drb_" + HexFormat.of().formatHex(hash).substring(0, HASH_LETTERS) + "_";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  String staging(int attempt) {
    return stagingPrefix() + attempt;
  }

  /** The attempt that a staging database belongs to. */
  int attemptOf(String staging) {
    return Integer.parseInt(staging.substring(stagingPrefix().length()));
  }
}
