package io.drillbook.driver.fence.postgresql;

import io.drillbook.spi.cutover.FenceState;
import io.drillbook.spi.cutover.FenceState.Hold;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Tries to write from outside, as an application would: flags alone prove little. By the plan's
 * probe login where there is one, else by the administrator's, who gets in but must only read.
 */
final class WriteProbe {
  private final Place place;

  WriteProbe(Place place) {
    this.place = place;
  }

  FenceState confirm(String seen) {
    boolean own = place.settings().optionalText(FenceKeys.PROBE_USERNAME).isPresent();
    String user = own ? FenceKeys.PROBE_USERNAME : "username";
    String who = place.settings().text(user);
    try (Connection inside = place.inside(user, own ? FenceKeys.PROBE_PASSWORD : "password")) {
      return write(inside, seen, who);
    } catch (SQLException e) {
      if (SqlWords.isKeptOut(e) || isClosed(e)) {
        return new FenceState(Hold.FENCED, seen + "; '" + who + "' is kept out");
      }
      return new FenceState(
          Hold.UNKNOWN, seen + "; '" + who + "' could not try: " + SqlWords.of(e));
    }
  }

  /** A write that leaves nothing behind even where it is let through. */
  private static FenceState write(Connection inside, String seen, String who) throws SQLException {
    inside.setAutoCommit(false);
    try (Statement statement = inside.createStatement()) {
      statement.execute("create temporary table drillbook_fence_probe (n int)");
      return new FenceState(Hold.OPEN, seen + "; '" + who + "' got in and could write");
    } catch (SQLException e) {
      return SqlWords.isReadOnly(e)
          ? new FenceState(Hold.FENCED, seen + "; a write by '" + who + "' was refused")
          : new FenceState(Hold.OPEN, seen + "; '" + who + "' got in: " + SqlWords.of(e));
    } finally {
      inside.rollback();
    }
  }

  /** The database is closed to everybody, superusers included. */
  private static boolean isClosed(SQLException e) {
    return "55000".equals(e.getSQLState());
  }
}
