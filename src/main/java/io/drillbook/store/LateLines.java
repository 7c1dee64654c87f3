package io.drillbook.store;

/**
 * A line may be committed after one with a higher number: who reads on behind that one would never
 * see it. A write that is rolled back leaves a gap in the numbers; one that goes on does not last
 * as long as two minutes. Age is told by the database's clock alone: the application's may differ.
 */
final class LateLines {
  private static final String SINCE = "current_timestamp - interval '2' minute";

  private LateLines() {}

  /** Whether a line is so young that one before it may still come; false where it is not known. */
  static String young(String table) {
    return "coalesce(" + table + ".written_at > " + SINCE + ", false)";
  }
}
