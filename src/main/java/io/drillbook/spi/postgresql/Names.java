package io.drillbook.spi.postgresql;

/** Names and values as PostgreSQL's own text. */
public final class Names {
  private Names() {}

  /** A name in double quotes, for SQL and for the programs' table patterns alike. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text in single quotes; standard_conforming_strings is on in every supported version. */
  public static String literal(String text) {
    String escaped = text.replace("'", "''");
    return escaped.indexOf('\\') < 0
        ? "'" + escaped + "'"
        : " E'" + escaped.replace("\\", "\\\\") + "'";
  }

  /** Takes the double quotes off a name that SQL text holds. */
  public static String plain(String sqlName) {
    return sqlName.startsWith("\"")
        ? sqlName.substring(1, sqlName.length() - 1).replace("\"\"", "\"")
        : sqlName;
  }
}
