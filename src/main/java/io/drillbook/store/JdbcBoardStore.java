package io.drillbook.store;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.NewestPoint;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.BoardStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Questions about all systems at once, a fixed number of statements each. What is the newest of a
 * system is looked up by an index of its own (V36), never by reading all there is: the columns that
 * are fixed stand first in each {@code order by}, as H2 takes the index only then.
 */
public final class JdbcBoardStore implements BoardStore {
  private static final String USABLE = "('SEALED', 'VERIFIED', 'PROVEN')";
  private static final List<String> SCENARIOS =
      Stream.of(Scenario.values()).map(Scenario::name).toList();
  private static final Comparator<NewestPoint> BY_START =
      Comparator.comparing(NewestPoint::startedAt);
  private static final Comparator<NewestPoint> BY_ID = Comparator.comparing(NewestPoint::point);
  private static final Comparator<Run> NEWEST_FIRST =
      Comparator.comparing(Run::startedAt).thenComparing(Run::id).reversed();

  private final JdbcClient jdbc;

  /** Questions to this database. */
  public JdbcBoardStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** {@inheritDoc} Of each state the newest: which of them is the newest of all is told here. */
  @Override
  public List<NewestPoint> newestPoints(Collection<String> systems) {
    List<NewestPoint> ofState =
        jdbc.sql(
                """
                select p.system, p.point_id, p.started_at, p.state, p.state_since from (
                  select s.system as system, (
                    select q.point_id from recovery_point q
                    where q.system = s.system and q.state = t.state
                    order by q.system, q.state, q.started_at desc, q.point_id desc
                    fetch first 1 rows only) as newest
                  from unnest(cast(? as varchar array)) s (system)
                  cross join (values ('SEALED'), ('VERIFIED'), ('PROVEN')) t (state)) x
                join recovery_point p on p.system = x.system and p.point_id = x.newest""")
            .param(Arrays.of(systems))
            .query((row, index) -> point(row))
            .list();
    Map<String, NewestPoint> newest = new TreeMap<>();
    ofState.forEach(
        it ->
            newest.merge(
                it.system(), asUsable(it), BinaryOperator.maxBy(BY_START.thenComparing(BY_ID))));
    return Stream.concat(
            newest.values().stream(),
            ofState.stream().filter(it -> it.state() == PointState.PROVEN))
        .toList();
  }

  private static NewestPoint point(ResultSet row) throws SQLException {
    return new NewestPoint(
        row.getString("system"),
        row.getString("point_id"),
        Columns.instant(row, "started_at"),
        PointState.valueOf(row.getString("state")),
        Columns.instant(row, "state_since"),
        true);
  }

  private static NewestPoint asUsable(NewestPoint it) {
    return new NewestPoint(
        it.system(), it.point(), it.startedAt(), it.state(), it.since(), false);
  }

  @Override
  public List<SafeData> safeData(Map<String, ? extends Collection<String>> sources) {
    Arrays.Pairs pairs = Arrays.pairs(sources);
    return jdbc.sql(
            """
            select c.system, c.source, c.point_id, c.data_time, l.safe_at from (
              select s.system as system, s.source as source, (
                select k.point_id from recovery_point_capture k
                where k.system = s.system and k.source = s.source and exists (
                  select 1 from recovery_point p
                  where p.system = k.system and p.point_id = k.point_id and p.state in %s)
                order by k.system, k.source, k.data_time desc, k.point_id desc
                fetch first 1 rows only) as newest
              from unnest(cast(? as varchar array), cast(? as varchar array))
                s (system, source)) x
            join recovery_point_capture c
              on c.system = x.system and c.point_id = x.newest and c.source = x.source
            left join log_state l
              on l.system = c.system and l.source = c.source and l.lost_at is null"""
                .formatted(USABLE))
        .params(pairs.first(), pairs.second())
        .query((row, index) -> safe(row))
        .list();
  }

  private static SafeData safe(ResultSet row) throws SQLException {
    Instant data = Columns.instant(row, "data_time");
    return new SafeData(
        row.getString("system"),
        row.getString("source"),
        row.getString("point_id"),
        Columns.optionalInstant(row, "safe_at").filter(data::isBefore).orElse(data));
  }

  /** {@inheritDoc} One question for what they rest on, and where they do one more. */
  @Override
  public Set<String> restingOnBroken(Map<String, ? extends Collection<String>> points) {
    Map<String, Set<String>> needs = needs(Arrays.pairs(points));
    if (needs.isEmpty()) {
      return Set.of();
    }
    Map<String, Set<String>> usable = usable(Arrays.pairs(needs));
    return needs.entrySet().stream()
        .filter(it -> !usable.getOrDefault(it.getKey(), Set.of()).containsAll(it.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Map<String, Set<String>> needs(Arrays.Pairs points) {
    Map<String, Set<String>> needs = new HashMap<>();
    jdbc.sql(
            """
            select c.system, c.facts
            from unnest(cast(? as varchar array), cast(? as varchar array)) s (system, point_id)
            join recovery_point_capture c on c.system = s.system and c.point_id = s.point_id
            where c.facts like '%"rests on"%'""")
        .params(points.first(), points.second())
        .query(
            row -> {
              needs
                  .computeIfAbsent(row.getString("system"), key -> new HashSet<>())
                  .addAll(Lineage.needs(JsonColumn.texts(row.getString("facts"))));
            });
    needs.values().removeIf(Set::isEmpty);
    return needs;
  }

  private Map<String, Set<String>> usable(Arrays.Pairs points) {
    Map<String, Set<String>> usable = new HashMap<>();
    jdbc.sql(
            """
            select p.system, p.point_id
            from unnest(cast(? as varchar array), cast(? as varchar array)) s (system, point_id)
            join recovery_point p on p.system = s.system and p.point_id = s.point_id
            where p.state in %s"""
                .formatted(USABLE))
        .params(points.first(), points.second())
        .query(
            row -> {
              usable
                  .computeIfAbsent(row.getString("system"), key -> new HashSet<>())
                  .add(row.getString("point_id"));
            });
    return usable;
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
            "select r.* from (select distinct newest from (" + ids + ") x) y"
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

  @Override
  public Map<String, Map<String, Long>> storedBytes(List<SafeData> data) {
    Map<String, Map<String, Long>> bytes = new HashMap<>();
    jdbc.sql(
            """
            select m.system, m.source, sum(m.stored_bytes) as bytes from unnest(
              cast(? as varchar array), cast(? as varchar array), cast(? as varchar array))
              s (system, point_id, source)
            join recovery_point_member m
              on m.system = s.system and m.point_id = s.point_id and m.source = s.source
            group by m.system, m.source""")
        .param(Arrays.of(data.stream().map(SafeData::system).toList()))
        .param(Arrays.of(data.stream().map(SafeData::point).toList()))
        .param(Arrays.of(data.stream().map(SafeData::source).toList()))
        .query(
            row -> {
              bytes
                  .computeIfAbsent(row.getString("system"), key -> new HashMap<>())
                  .put(row.getString("source"), row.getLong("bytes"));
            });
    return bytes;
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
