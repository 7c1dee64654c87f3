package io.drillbook.store;

/**
 * A line, or a run, may be committed after one with a higher number: who reads on behind that one
 * would never see it. A write that is rolled back leaves a gap in the numbers; one that goes on
 * does not last as long as two minutes. Age is told by the database's clock alone: the
 * application's may differ.
 */
final class LateLines {
  private static final String SINCE = "current_timestamp - interval '2' minute";

  private LateLines() {}

  /** Whether a line is so young that one before it may still come; false where it is not known. */
  static String young(String table) {
    return "coalesce(" + table + ".written_at > " + SINCE + ", false)";
  }

  /**
   * The number of the first young line of a table behind a gap, null where there is none; its
   * parameter is the number that the reader has reached. It looks at no line from before the
   * youngest old one, so that a long record costs no more than a short one.
   */
  static String firstBehindAGap(String table) {
    return """
        (select min(y.sequence_no) from %1$s y
        where y.sequence_no - 1 > ? and %2$s
        and y.sequence_no > coalesce((select o.sequence_no from %1$s o where not %3$s
          order by o.sequence_no desc fetch first 1 rows only), 0)
        and not exists
          (select 1 from %1$s b where b.sequence_no = y.sequence_no - 1))"""
        .formatted(table, young("y"), young("o"));
  }
}
