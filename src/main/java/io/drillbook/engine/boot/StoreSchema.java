package io.drillbook.engine.boot;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Drillbook's own tables in the database that it shares with the engine. */
public final class StoreSchema {
  /** Any number will do, as long as nobody else locks it: "drillbk" in ASCII. */
  private static final long LOCK = 0x6472696c6c626bL;

  private StoreSchema() {}

  /**
   * Creates the tables or brings them up to this version. May be called by several servers at once;
   * only one does the work. The engine's tables may be there already.
   *
   * @throws org.flywaydb.core.api.FlywayException where the database is newer than this program or
   *     a migration that already ran was changed
   */
  public static void migrate(DataSource dataSource) {
    List<String> locations = new ArrayList<>(List.of("classpath:db/migration"));
    if (isPostgres(dataSource)) {
      locations.add("classpath:db/vendor/postgresql");
    }
    Flyway flyway =
        Flyway.configure()
            .dataSource(dataSource)
            .locations(locations.toArray(String[]::new))
            .table("drillbook_schema_history")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load();
    alone(dataSource, flyway::migrate);
  }

  /**
   * Runs work that changes the schema while no other server does. Two servers that start on one
   * empty database would else die of each other's half-made tables: Flyway's baseline races, and so
   * does the engine. Needs a second connection beside the one that the work uses.
   */
  public static void alone(DataSource dataSource, Runnable work) {
    if (!isPostgres(dataSource)) {
      work.run();
      return;
    }
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(" + LOCK + ")");
      try {
        work.run();
      } finally {
        statement.execute("select pg_advisory_unlock(" + LOCK + ")");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("unable to lock the database for its migration", e);
    }
  }

  private static boolean isPostgres(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      return product.toLowerCase(Locale.ROOT).contains("postgresql");
    } catch (SQLException e) {
      throw new IllegalStateException("unable to ask the database what it is", e);
    }
  }
}
