package io.drillbook.store;

import io.drillbook.domain.point.MissingSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of the catalog that say which sources a partial point does not hold, and back. */
final class MissingRows {
  private final JdbcClient jdbc;

  MissingRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(String system, String point, MissingSource missing) {
    jdbc.sql(
            """
            insert into recovery_point_missing (system, point_id, source, kind, why)
            values (?, ?, ?, ?, ?)""")
        .params(system, point, missing.source(), missing.kind(), missing.why())
        .update();
  }

  void delete(String system, String point, String source) {
    jdbc.sql("delete from recovery_point_missing where system = ? and point_id = ? and source = ?")
        .params(system, point, source)
        .update();
  }

  Map<String, MissingSource> of(String system, String point) {
    Map<String, MissingSource> missing = new TreeMap<>();
    jdbc.sql("select * from recovery_point_missing where system = ? and point_id = ?")
        .params(system, point)
        .query((row, index) -> missing(row))
        .list()
        .forEach(it -> missing.put(it.source(), it));
    return missing;
  }

  /** Reasons by point and source; of one point only, unless it is empty. */
  Map<String, Map<String, String>> reasons(String system, String point) {
    Map<String, Map<String, String>> byPoint = new HashMap<>();
    jdbc.sql("select * from recovery_point_missing where system = ?" + CatalogRows.one(point))
        .params(CatalogRows.named(system, point))
        .query(
            row -> {
              byPoint
                  .computeIfAbsent(row.getString("point_id"), key -> new TreeMap<>())
                  .put(row.getString("source"), row.getString("why"));
            });
    return byPoint;
  }

  private static MissingSource missing(ResultSet row) throws SQLException {
    return new MissingSource(row.getString("source"), row.getString("kind"), row.getString("why"));
  }
}
