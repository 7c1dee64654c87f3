package io.drillbook.driver.fence.postgresql;

import java.sql.SQLException;

/** What a server's refusal means, by its SQLSTATE (PostgreSQL manual, appendix A). */
final class SqlWords {
  private static final String TOO_MANY = "53300";
  private static final String READ_ONLY = "25006";

  private SqlWords() {}

  /** The first line of what was said. */
  static String of(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no answer");
  }

  /** Whether nobody answered at all. */
  static boolean isSilence(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") && !"08004".equals(state);
  }

  /** Whether the limit of connections keeps a login out. */
  static boolean isKeptOut(SQLException e) {
    return TOO_MANY.equals(e.getSQLState());
  }

  /** Whether a write was refused because the session may only read. */
  static boolean isReadOnly(SQLException e) {
    return READ_ONLY.equals(e.getSQLState());
  }
}
