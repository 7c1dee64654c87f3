package io.drillbook.driver.fence.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secrets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/**
 * What a database is, asked of its server: one server has many names. The start of the server
 * process tells a physical copy of a cluster from its original, which nothing on disk does.
 */
record Identity(String systemIdentifier, long startedMicros, String database) {
  private static final String ASK =
      "select (select system_identifier::text from pg_catalog.pg_control_system()),"
          + " (extract(epoch from pg_catalog.pg_postmaster_start_time()) * 1000000)::bigint";

  static Identity of(Connection connection, String database) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ASK)) {
      row.next();
      return new Identity(row.getString(1), row.getLong(2), database);
    }
  }

  /**
   * Refuses to go on where this is one of those places.
   *
   * @throws Fault NOT_ALLOWED where it is; FENCE_UNKNOWN where a place does not tell
   */
  void requireOtherThan(Collection<Settings> spared, Secrets secrets, Place here) {
    spared.stream()
        .filter(Place::isOne)
        .map(settings -> Place.of(settings, secrets))
        .forEach(place -> requireOther(place, here));
  }

  private void requireOther(Place spared, Place here) {
    try (Connection connection = spared.beside()) {
      if (equals(of(connection, spared.database()))) {
        throw new Fault(
            FaultCode.NOT_ALLOWED,
            "unable to fence the very place where the system goes on: '" + here + "'",
            "The server says that it is '" + spared + "' by another name; look at 'fence'.");
      }
    } catch (SQLException e) {
      throw new Fault(
          FaultCode.FENCE_UNKNOWN,
          "unable to tell the old primary from where the system goes on: '" + spared + "'",
          "It does not say what it is: " + SqlWords.of(e) + ". Nothing was fenced.",
          e);
    }
  }
}
