package io.drillbook.store;

import io.drillbook.domain.record.PlacedEntry;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.store.RecordReading;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Parts of the record, each by one look at an index. */
public final class JdbcRecordReading implements RecordReading {
  private final JdbcClient jdbc;

  /** Reads in this database. */
  public JdbcRecordReading(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  @Override
  public List<PlacedEntry> after(long position, int limit) {
    return jdbc.sql(
            """
            select e.*, r.system, r.kind as run_kind, %s as young from (
              select * from record_entry where position > ? order by position
              fetch first ? rows only) e
            left join run r on r.id = e.run_id order by e.position"""
                .formatted(LateLines.young("e")))
        .params(position, limit)
        .query(
            (row, index) ->
                new PlacedEntry(
                    row.getLong("position"),
                    Optional.ofNullable(row.getString("system")).orElse(""),
                    Optional.ofNullable(row.getString("run_kind"))
                        .map(kind -> RunKind.valueOf(kind).id())
                        .orElse(""),
                    JdbcRecordStore.entry(row),
                    Columns.optionalInstant(row, "written_at"),
                    row.getBoolean("young")))
        .list();
  }

  @Override
  public List<RecordEntry> ofRun(String runId, long number, int limit) {
    return jdbc.sql(
            """
            select * from record_entry where run_id = ? and line > ?
            order by run_id, line fetch first ? rows only""")
        .params(runId, number, limit)
        .query((row, index) -> JdbcRecordStore.entry(row))
        .list();
  }
}
