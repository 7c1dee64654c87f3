package io.drillbook.store;

import io.drillbook.engine.boot.StoreSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The tables as all migrations leave them, for H2. The migrations run once in a JVM and are copied
 * from there: to run them for each test took most of its time.
 */
public final class MigratedSchema {
  private MigratedSchema() {}

  /** Makes the tables in a new database of H2; it is then as {@link StoreSchema} makes it. */
  public static void copyTo(DataSource empty) {
    try (Connection connection = empty.getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : Made.SCRIPT) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Made {
    static final List<String> SCRIPT = script();

    private static List<String> script() {
      JdbcDataSource migrated = new JdbcDataSource();
      migrated.setUrl("jdbc:h2:mem:migrated;DB_CLOSE_DELAY=-1");
      StoreSchema.migrate(migrated);
      List<String> script = new ArrayList<>();
      try (Connection connection = migrated.getConnection();
          Statement statement = connection.createStatement();
          ResultSet lines = statement.executeQuery("script nosettings")) {
        while (lines.next()) {
          script.add(lines.getString(1));
        }
        return script;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
