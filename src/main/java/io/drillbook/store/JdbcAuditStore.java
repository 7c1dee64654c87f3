package io.drillbook.store;

import io.drillbook.domain.audit.AuditFilter;
import io.drillbook.domain.audit.AuditLine;
import io.drillbook.domain.audit.NumberedRun;
import io.drillbook.domain.audit.Period;
import io.drillbook.domain.audit.Place;
import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.store.AuditStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The records of all runs, in the database. */
public final class JdbcAuditStore implements AuditStore {
  private final JdbcClient jdbc;

  /** The records in a database. */
  public JdbcAuditStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  private record Found(long number, RecordEntry line) {}

  @Override
  public List<AuditLine> lines(AuditFilter filter, Place place) {
    AuditSql where = new AuditSql(filter);
    where.place("record_entry", "e.sequence_no", place);
    String runs = where.needsRun() ? " left join run r on r.id = e.run_id" : "";
    List<Found> found =
        newestFirst(
            jdbc.sql("select e.* from record_entry e" + runs + where.text())
                .params(where.parameters())
                .query(
                    (row, index) ->
                        new Found(row.getLong("sequence_no"), JdbcRecordStore.entry(row)))
                .list(),
            place);
    Map<String, Run> known = runs(found.stream().map(it -> it.line().runId()).toList());
    return found.stream()
        .map(
            it ->
                new AuditLine(
                    it.number(), it.line(), Optional.ofNullable(known.get(it.line().runId()))))
        .toList();
  }

  private Map<String, Run> runs(List<String> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return jdbc
        .sql("select * from run where id in (:ids)")
        .param("ids", Set.copyOf(ids))
        .query((row, index) -> JdbcRunStore.run(row))
        .list()
        .stream()
        .collect(Collectors.toMap(Run::id, Function.identity()));
  }

  @Override
  public List<NumberedRun> runs(
      Period period, Optional<String> system, Set<RunKind> kinds, Place place) {
    AuditSql where = new AuditSql();
    where.and("started_at >= ?", Columns.utc(period.from()));
    where.and("started_at < ?", Columns.utc(period.to()));
    system.ifPresent(name -> where.and("system = ?", name));
    if (!kinds.isEmpty()) {
      where.in("kind", kinds.stream().map(RunKind::name).toList());
    }
    where.place("run", "sequence_no", place);
    return newestFirst(
        jdbc.sql("select * from run" + where.text())
            .params(where.parameters())
            .query(
                (row, index) -> new NumberedRun(row.getLong("sequence_no"), JdbcRunStore.run(row)))
            .list(),
        place);
  }

  @Override
  public Optional<EntryDraft> lastFact(String outcome) {
    return jdbc.sql(
            """
            select * from record_entry where run_id = ? and kind = 'FACT' and outcome = ?
            order by line desc fetch first 1 rows only""")
        .params(ServerRecord.ID, outcome)
        .query((row, index) -> JdbcRecordStore.entry(row).entry())
        .optional();
  }

  private static <T> List<T> newestFirst(List<T> found, Place place) {
    List<T> ordered = new ArrayList<>(found);
    if (!place.older()) {
      Collections.reverse(ordered);
    }
    return ordered;
  }
}
