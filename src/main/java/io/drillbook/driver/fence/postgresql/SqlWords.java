package io.drillbook.driver.fence.postgresql;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

/** What a server's refusal means, by its SQLSTATE (PostgreSQL manual, appendix A). */
final class SqlWords {
  private static final String TOO_MANY = "53300";
  private static final String CONNECTION = "08";
  private static final String READ_ONLY = "25006";

  /** A chain of causes that leads back to itself must not hold a fence up for ever. */
  private static final int DEEPEST = 20;

  private SqlWords() {}

  /** The first line of what was said. */
  static String of(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no answer");
  }

  /**
   * Whether nobody answered at all: by what the network said, because one SQLSTATE and one text
   * stand for silence, for a line that was cut and for a server that hung up. Whoever answered,
   * however badly, may still take writes.
   */
  static boolean isSilence(SQLException e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST)
        .anyMatch(
            cause ->
                cause instanceof ConnectException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof SocketTimeoutException);
  }

  /** Whether somebody answered and the connection ended then. */
  static boolean isCut(SQLException e) {
    return String.valueOf(e.getSQLState()).startsWith(CONNECTION) && !isSilence(e);
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
