package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names by which one run's work in a target is told from everybody else's. A database has no
 * comment: a collection of ours says which run restored it, and the names of staging collections
 * carry run and attempt.
 *
 * @param content names what is restored; empty where it does not matter, such as for a discard
 */
record RunMark(String runId, String database, String content) {
  /** The collection with the mark. */
  static final String COLLECTION = "drillbook.run";

  private static final String STAGING = "drb_";
  private static final int HASH_LETTERS = 10;

  /** The mark of a restore of this capture. */
  static RunMark of(String runId, String database, SourceCapture capture, Member member) {
    // Two captures of unchanged data are the same bytes.
    return new RunMark(runId, database, hash(capture.dataTime() + "," + member.storedSha256()));
  }

  /** The mark of a run, whatever it restored. */
  static RunMark ofRun(String runId, String database) {
    return new RunMark(runId, database, "");
  }

  /** Whether a collection was made by Drillbook for itself, in whatever run. */
  static boolean isOurs(String collection) {
    return collection.equals(COLLECTION)
        || collection.matches(STAGING + "[0-9a-f]{" + HASH_LETTERS + "}_[0-9]+\\..+");
  }

  /** Whether a collection is staging of this run. */
  boolean isStaging(String collection) {
    return collection.startsWith(stagingPrefix()) && isOurs(collection);
  }

  /** The attempt that a staging collection of this run belongs to. */
  int attemptOf(String staging) {
    String rest = staging.substring(stagingPrefix().length());
    return Integer.parseInt(rest.substring(0, rest.indexOf('.')));
  }

  /** Where an attempt puts a collection until all of them are proven. */
  String staging(int attempt, String collection) {
    return stagingPrefix() + attempt + "." + collection;
  }

  /** An older worker that is still about must not go on beside a newer one. */
  Fault overtaken(int attempt, String staging) {
    return new Fault(
        FaultCode.CANCELLED,
        "unable to go on with attempt " + attempt + ": '" + staging + "' is a newer one's",
        "Another worker took the step over; nothing is to be done.");
  }

  private String stagingPrefix() {
    return STAGING + hash(runId + "/" + database) + "_";
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, HASH_LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
