package io.drillbook.store;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.point.NewestPoint;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.domain.record.Run;
import io.drillbook.spi.store.BoardStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions about all systems at once, one statement each. */
public final class JdbcBoardStore implements BoardStore {
  private static final String USABLE = "('SEALED', 'VERIFIED', 'PROVEN')";

  private final JdbcClient jdbc;

  /** Questions to this database. */
  public JdbcBoardStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  @Override
  public List<NewestPoint> newestPoints() {
    return jdbc.sql(
            """
            select * from (
              select p.*, 'no' as is_proven, row_number() over
                (partition by system order by started_at desc, point_id desc) as position
              from recovery_point p where state in %s) newest where position = 1
            union all
            select * from (
              select p.*, 'yes' as is_proven, row_number() over
                (partition by system order by started_at desc, point_id desc) as position
              from recovery_point p where state = 'PROVEN') proven where position = 1"""
                .formatted(USABLE))
        .query((row, index) -> point(row))
        .list();
  }

  private static NewestPoint point(ResultSet row) throws SQLException {
    return new NewestPoint(
        row.getString("system"),
        row.getString("point_id"),
        Columns.instant(row, "started_at"),
        PointState.valueOf(row.getString("state")),
        Columns.instant(row, "state_since"),
        "yes".equals(row.getString("is_proven")));
  }

  @Override
  public Map<String, Map<String, Instant>> safeUntil() {
    Map<String, Map<String, Instant>> safe = new HashMap<>();
    jdbc.sql(
            """
            select c.system, c.source, max(c.data_time) as data_time, max(l.safe_at) as safe_at
            from recovery_point_capture c
            join recovery_point p on p.system = c.system and p.point_id = c.point_id
            left join log_state l
              on l.system = c.system and l.source = c.source and l.lost_at is null
            where p.state in %s group by c.system, c.source"""
                .formatted(USABLE))
        .query(
            row -> {
              Instant data = Columns.instant(row, "data_time");
              Instant until =
                  Columns.optionalInstant(row, "safe_at").filter(data::isBefore).orElse(data);
              safe.computeIfAbsent(row.getString("system"), key -> new HashMap<>())
                  .put(row.getString("source"), until);
            });
    return safe;
  }

  @Override
  public Set<String> resting() {
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct system from recovery_point_capture
                where facts like '%"rests on"%'""")
            .query(String.class)
            .list());
  }

  @Override
  public List<Run> drills() {
    return jdbc.sql(
            """
            select * from (
              select r.*,
                row_number() over (partition by system, scenario
                  order by started_at desc, id desc) as newest,
                row_number() over (partition by system, verdict
                  order by started_at desc, id desc) as newest_of_verdict
              from run r where kind = 'DRILL' and verdict is not null and ended_at is not null)
              drills
            where newest = 1 or (newest_of_verdict = 1 and verdict = 'SUCCEEDED')
            order by started_at desc, id desc""")
        .query((row, index) -> JdbcRunStore.run(row))
        .list();
  }

  @Override
  public List<Run> recoveries() {
    return jdbc.sql(
            """
            select * from (
              select r.*, row_number() over (partition by system
                order by started_at desc, id desc) as newest
              from run r where kind in ('DRILL', 'INCIDENT') and ended_at is not null
                and verdict in ('SUCCEEDED', 'SUCCEEDED_WITH_SKIPS', 'SUCCEEDED_WITH_OVERRIDES',
                  'OBJECTIVE_MISSED')) recoveries
            where newest = 1""")
        .query((row, index) -> JdbcRunStore.run(row))
        .list();
  }

  @Override
  public List<ReadinessReport> reports() {
    return jdbc.sql("select * from readiness")
        .query((row, index) -> JdbcReadinessStore.report(row))
        .list();
  }

  @Override
  public List<DrillFinding> findings() {
    return jdbc.sql("select * from finding where closed_at is null order by opened_at, id")
        .query((row, index) -> JdbcFindingStore.finding(row))
        .list();
  }

  @Override
  public Map<String, Heartbeat> goingOn() {
    Map<String, Heartbeat> runs = new HashMap<>();
    jdbc.sql(
            """
            select r.id, r.system, coalesce(h.line, 0) as line
            from run r left join record_head h on h.run_id = r.id where r.ended_at is null""")
        .query(
            row -> {
              runs.put(
                  row.getString("id"), new Heartbeat(row.getString("system"), row.getLong("line")));
            });
    return runs;
  }

  @Override
  public long lastStarted() {
    return jdbc.sql("select coalesce(max(sequence_no), 0) from run").query(Long.class).single();
  }
}
