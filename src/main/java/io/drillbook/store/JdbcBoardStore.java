package io.drillbook.store;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.point.NewestPoint;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.BoardStore;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Questions about all systems at once, a fixed number of statements each. What is the newest of a
 * system is looked up by an index of its own (V36), never by reading all there is: the columns that
 * are fixed stand first in each {@code order by}, as H2 takes the index only then.
 */
public final class JdbcBoardStore implements BoardStore {
  private static final List<String> SCENARIOS =
      Stream.of(Scenario.values()).map(Scenario::name).toList();
  private static final Comparator<Run> NEWEST_FIRST =
      Comparator.comparing(Run::startedAt).thenComparing(Run::id).reversed();

  private final JdbcClient jdbc;
  private final BoardPoints points;

  /** Questions to this database. */
  public JdbcBoardStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.points = new BoardPoints(jdbc);
  }

  @Override
  public List<NewestPoint> newestPoints(Collection<String> systems) {
    return points.newest(systems);
  }

  @Override
  public List<SafeData> safeData(Map<String, ? extends Collection<String>> sources) {
    return points.safeData(sources);
  }

  @Override
  public Set<String> restingOnBroken(Map<String, ? extends Collection<String>> named) {
    return points.restingOnBroken(named);
  }

  @Override
  public Map<String, Map<String, Long>> storedBytes(List<SafeData> data) {
    return points.storedBytes(data);
  }

  @Override
  public List<Run> drills(Collection<String> systems) {
    String ended =
        "r.system = s.system and r.kind = 'DRILL' and r.verdict is not null"
            + " and r.ended_at is not null";
    return runs(
            """
            select (select r.id from run r where %s and r.scenario = t.scenario
              order by r.system, r.kind, r.scenario, r.started_at desc, r.id desc
              fetch first 1 rows only) as newest
            from unnest(cast(? as varchar array)) s (system)
            cross join unnest(cast(? as varchar array)) t (scenario)
            union all
            select (select r.id from run r where %s and r.scenario is null
              order by r.system, r.kind, r.scenario, r.started_at desc, r.id desc
              fetch first 1 rows only)
            from unnest(cast(? as varchar array)) s (system)
            union all
            select (select r.id from run r where %s and r.verdict = 'SUCCEEDED'
              order by r.system, r.kind, r.started_at desc, r.id desc
              fetch first 1 rows only)
            from unnest(cast(? as varchar array)) s (system)"""
                .formatted(ended, ended, ended),
            Arrays.of(systems),
            Arrays.of(SCENARIOS),
            Arrays.of(systems),
            Arrays.of(systems))
        .stream()
        .sorted(NEWEST_FIRST)
        .toList();
  }

  @Override
  public List<Run> recoveries(Collection<String> systems) {
    List<Run> ofKind =
        runs(
            """
            select (select r.id from run r
              where r.system = s.system and r.kind = t.kind and r.ended_at is not null
                and r.verdict in ('SUCCEEDED', 'SUCCEEDED_WITH_SKIPS', 'SUCCEEDED_WITH_OVERRIDES',
                  'OBJECTIVE_MISSED')
              order by r.system, r.kind, r.started_at desc, r.id desc
              fetch first 1 rows only) as newest
            from unnest(cast(? as varchar array)) s (system)
            cross join (values ('DRILL'), ('INCIDENT')) t (kind)""",
            Arrays.of(systems));
    Map<String, Run> newest = new TreeMap<>();
    ofKind.forEach(it -> newest.merge(it.system(), it, BinaryOperator.minBy(NEWEST_FIRST)));
    return List.copyOf(newest.values());
  }

  /** The runs whose ids a question finds, each once. */
  private List<Run> runs(String ids, Object... parameters) {
    return jdbc.sql(
            "select r.* from (select distinct newest from ("
                + ids
                + ") x) y"
                + " join run r on r.id = y.newest")
        .params(parameters)
        .query((row, index) -> JdbcRunStore.run(row))
        .list();
  }

  @Override
  public Map<String, EntryDraft> facts(Collection<String> runs, String outcome) {
    Map<String, EntryDraft> first = new HashMap<>();
    if (runs.isEmpty()) {
      return first;
    }
    jdbc.sql(
            """
            select e.* from unnest(cast(? as varchar array)) s (run_id)
            join record_entry e on e.run_id = s.run_id
            where e.kind = 'FACT' and e.outcome = ? order by e.run_id, e.line""")
        .params(Arrays.of(runs), outcome)
        .query((row, index) -> JdbcRecordStore.entry(row))
        .list()
        .forEach(line -> first.putIfAbsent(line.runId(), line.entry()));
    return first;
  }

  /** {@inheritDoc} Reads one entry of an index per run, once for all figures. */
  @Override
  public List<EndedRuns> ended() {
    return jdbc.sql(
            """
            select system, kind, verdict, count(*) as ended, max(ended_at) as newest from run
            where verdict is not null and ended_at is not null group by system, kind, verdict""")
        .query(
            (row, index) ->
                new EndedRuns(
                    row.getString("system"),
                    RunKind.valueOf(row.getString("kind")),
                    Verdict.valueOf(row.getString("verdict")),
                    row.getLong("ended"),
                    Columns.instant(row, "newest")))
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
