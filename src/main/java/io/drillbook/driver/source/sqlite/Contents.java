package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.step.StepContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a database holds: rows and a checksum of each table, and what SQLite itself finds wrong. A
 * virtual table, such as full-text search, is counted by the plain tables it is made of, because
 * the module behind it may not be here.
 */
final class Contents {
  static final String FINDINGS = "integrity findings";
  static final String VIOLATIONS = "foreign key violations";
  static final String SCHEMA = "schema objects";

  /** Stands for what SQLite could not tell, such as for want of the application's own functions. */
  static final long UNKNOWN = -1;

  private static final String CHECKSUM = SourceCapture.CHECKSUM;
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Database database;
  private final StepContext context;

  private Contents(Database database, StepContext context) {
    this.database = database;
    this.context = context;
  }

  /** Reads everything; nobody may write to the database meanwhile. */
  static Map<String, Long> of(Database database, StepContext context) throws SQLException {
    return new Contents(database, context).read();
  }

  /** What integrity_check says, at most a hundred lines; none where the database is well. */
  static List<String> findings(Database database) throws SQLException {
    return database.rows("pragma integrity_check", row -> row.getString(1)).stream()
        .filter(line -> !"ok".equals(line))
        .toList();
  }

  private Map<String, Long> read() throws SQLException {
    Map<String, Long> contents = new TreeMap<>();
    RowSums schema =
        RowSums.of(database, "select type, name, tbl_name, sql from sqlite_schema", context);
    contents.put(SCHEMA, schema.rows());
    contents.put(CHECKSUM + SCHEMA, schema.sum());
    contents.put(VIOLATIONS, violations());
    List<String> tables =
        database.rows(
            "select name from pragma_table_list where schema = 'main'"
                + " and type in ('table', 'shadow') and name <> 'sqlite_schema' order by name",
            row -> row.getString(1));
    int done = 0;
    for (String table : tables) {
      RowSums sums = RowSums.of(database, table(table), context);
      contents.put(shown(table), sums.rows());
      contents.put(CHECKSUM + shown(table), sums.sum());
      context.progress("comparing tables", ++done, tables.size());
    }
    return contents;
  }

  /** Stored columns only: what is generated may need functions of the application. */
  private String table(String name) throws SQLException {
    List<String> columns =
        database.rows(
            "select name from pragma_table_xinfo(" + literal(name) + ") where hidden = 0",
            row -> row.getString(1));
    return RowSums.query(columns.stream().map(Contents::quoted).toList(), quoted(name), database);
  }

  /** SQLite enforces foreign keys only where the application asks for it, so there may be some. */
  private long violations() {
    try {
      return database.rows("pragma foreign_key_check", row -> 1).size();
    } catch (SQLException e) {
      // A key that refers to nothing unique: the check itself cannot be done, here or at a target.
      return UNKNOWN;
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String shown(String name) {
    return SIMPLE.matcher(name).matches() ? name : quoted(name);
  }
}
