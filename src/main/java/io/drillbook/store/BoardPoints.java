package io.drillbook.store;

import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.NewestPoint;
import io.drillbook.domain.point.PointState;
import io.drillbook.spi.store.BoardStore.SafeData;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions about the recovery points of all systems at once. */
final class BoardPoints {
  private static final String USABLE = "('SEALED', 'VERIFIED', 'PROVEN')";
  private static final Comparator<NewestPoint> BY_START =
      Comparator.comparing(NewestPoint::startedAt);
  private static final Comparator<NewestPoint> BY_ID = Comparator.comparing(NewestPoint::point);

  private final JdbcClient jdbc;

  BoardPoints(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Of each state the newest is asked for: which of them is the newest of all is told here. */
  List<NewestPoint> newest(Collection<String> systems) {
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
    return new NewestPoint(it.system(), it.point(), it.startedAt(), it.state(), it.since(), false);
  }

  List<SafeData> safeData(Map<String, ? extends Collection<String>> sources) {
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

  /** One question for what they rest on, and where they do one more. */
  Set<String> restingOnBroken(Map<String, ? extends Collection<String>> points) {
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

  Map<String, Map<String, Long>> storedBytes(List<SafeData> data) {
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
}
