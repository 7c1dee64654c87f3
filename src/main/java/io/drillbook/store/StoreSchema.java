package io.drillbook.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Drillbook's own tables in the database that it shares with the engine. */
public final class StoreSchema {
  private StoreSchema() {}

  /**
   * Creates the tables or brings them up to this version. May be called by several servers at once;
   * only one does the work. The engine's tables may be there already.
   *
   * @throws org.flywaydb.core.api.FlywayException where the database is newer than this program or
   *     a migration that already ran was changed
   */
  public static void migrate(DataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations(locations(dataSource))
        .table("drillbook_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  private static String[] locations(DataSource dataSource) {
    List<String> locations = new ArrayList<>(List.of("classpath:db/migration"));
    if (product(dataSource).contains("postgresql")) {
      locations.add("classpath:db/vendor/postgresql");
    }
    return locations.toArray(String[]::new);
  }

  private static String product(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    } catch (SQLException e) {
      throw new IllegalStateException("a database that does not say what it is", e);
    }
  }
}
