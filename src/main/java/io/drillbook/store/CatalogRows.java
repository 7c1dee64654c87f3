package io.drillbook.store;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.MissingSource;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.store.CatalogStore.Captured;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of the catalog's tables, and back. */
final class CatalogRows {
  /** Facts without this rest on nothing: they need not be read as JSON, of thousands of points. */
  private static final String RESTS = "\"rests on\"";

  /** What the captures of one point tell about it. */
  private record Known(Map<String, Instant> dataTimes, Set<String> needs) {
    static Known nothing() {
      return new Known(new HashMap<>(), new HashSet<>());
    }
  }

  private final JdbcClient jdbc;
  private final MissingRows absent;

  CatalogRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.absent = new MissingRows(jdbc);
  }

  void insert(String system, String point, String runId, Instant startedAt) {
    jdbc.sql(
            """
            insert into recovery_point (system, point_id, run_id, started_at, state, state_since,
              vaults)
            values (?, ?, ?, ?, ?, ?, '[]')""")
        .params(system, point, runId, Columns.utc(startedAt))
        .params(PointState.CAPTURING.name(), Columns.utc(startedAt))
        .update();
  }

  /** Makes an adopted point a sealed one. */
  void place(Manifest manifest, List<String> vaults, Instant at) {
    jdbc.sql(
            """
            update recovery_point set sealed_at = ?, state = ?, state_since = ?, vaults = ?
            where system = ? and point_id = ?""")
        .params(Columns.utc(manifest.sealedAt()), PointState.SEALED.name(), Columns.utc(at))
        .params(JsonColumn.write(vaults), manifest.system(), manifest.point())
        .update();
  }

  /** Only where the row still is as it was: a backup, an expiry or a copy may have gone on. */
  boolean relocate(String system, String point, List<String> before, List<String> now, Instant at) {
    String state = now.isEmpty() ? PointState.MISSING.name() : "";
    int changed =
        jdbc.sql(
                """
                update recovery_point set vaults = ?,
                  state_since = case when ? = '' then state_since else ? end,
                  state = case when ? = '' then state else ? end
                where system = ? and point_id = ? and vaults = ?
                  and state in ('SEALED', 'VERIFIED', 'PROVEN')""")
            .params(JsonColumn.write(now), state, Columns.utc(at), state, state, system, point)
            .params(JsonColumn.write(before))
            .update();
    return changed == 1;
  }

  void replaceMissing(String system, String point, MissingSource missing) {
    forget(system, point, missing.source());
    absent.insert(system, point, missing);
  }

  Map<String, MissingSource> missing(String system, String point) {
    return absent.of(system, point);
  }

  private void forget(String system, String point, String source) {
    jdbc.sql("delete from recovery_point_capture where system = ? and point_id = ? and source = ?")
        .params(system, point, source)
        .update();
    absent.delete(system, point, source);
  }

  void replaceCapture(String system, String point, SourceCapture capture, List<Member> members) {
    forget(system, point, capture.source());
    jdbc.sql(
            """
            insert into recovery_point_capture (system, point_id, source, kind, data_time, facts,
              contents)
            values (?, ?, ?, ?, ?, ?, ?)""")
        .params(system, point, capture.source(), capture.kind(), Columns.utc(capture.dataTime()))
        .params(JsonColumn.write(capture.facts()), JsonColumn.write(capture.contents()))
        .update();
    for (int position = 0; position < members.size(); position++) {
      insertMember(system, point, capture.source(), position, members.get(position));
    }
  }

  private void insertMember(String system, String point, String source, int position, Member it) {
    jdbc.sql(
            """
            insert into recovery_point_member (system, point_id, source, position, file, format,
              stored_bytes, stored_sha256, content_bytes, content_sha256, recipients)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(system, point, source, position, it.file(), it.format(), it.storedBytes())
        .params(it.storedSha256(), it.contentBytes(), it.contentSha256())
        .params(JsonColumn.write(it.recipients()))
        .update();
  }

  Map<String, Captured> captures(String system, String point) {
    Map<String, List<Member>> members = new HashMap<>();
    jdbc.sql(
            """
            select * from recovery_point_member where system = ? and point_id = ?
            order by source, position""")
        .params(system, point)
        .query((row, index) -> member(row))
        .list()
        .forEach(it -> members.computeIfAbsent(it.source(), key -> new ArrayList<>()).add(it));
    Map<String, Captured> captures = new TreeMap<>();
    jdbc.sql("select * from recovery_point_capture where system = ? and point_id = ?")
        .params(system, point)
        .query((row, index) -> capture(row))
        .list()
        .forEach(
            it ->
                captures.put(
                    it.source(), new Captured(it, members.getOrDefault(it.source(), List.of()))));
    return captures;
  }

  /** Points of a system, newest first; of one name only, unless it is empty. */
  List<CatalogPoint> points(String system, String point) {
    Map<String, Known> captures = known(system, point);
    Map<String, Map<String, String>> missing = absent.reasons(system, point);
    Map<String, Long> bytes = bytes(system, point);
    // Of thousands of points nearly all are in the same vaults.
    Map<String, List<String>> vaults = new HashMap<>();
    return jdbc.sql(
            "select * from recovery_point where system = ?"
                + one(point)
                + " order by started_at desc, point_id desc")
        .params(named(system, point))
        .query((row, index) -> point(row, captures, missing, bytes, vaults))
        .list();
  }

  /** Said only where one is asked for: no index answers for one point or, else, all. */
  static String one(String point) {
    return point.isEmpty() ? "" : " and point_id = ?";
  }

  static List<String> named(String system, String point) {
    return point.isEmpty() ? List.of(system) : List.of(system, point);
  }

  private Map<String, Long> bytes(String system, String point) {
    Map<String, Long> byPoint = new HashMap<>();
    jdbc.sql(
            "select point_id, sum(stored_bytes) as total_bytes from recovery_point_member"
                + " where system = ?"
                + one(point)
                + " group by point_id")
        .params(named(system, point))
        .query(
            row -> {
              byPoint.put(row.getString("point_id"), row.getLong("total_bytes"));
            });
    return byPoint;
  }

  /** The newest point that is whole itself, whatever it rests on. */
  Optional<String> newest(String system) {
    return jdbc.sql(
            """
            select p.point_id from (
              select (select q.point_id from recovery_point q where q.system = ? and q.state = t.state
                order by q.system, q.state, q.started_at desc, q.point_id desc
                fetch first 1 rows only) as newest
              from (values ('SEALED'), ('VERIFIED'), ('PROVEN')) t (state)) x
            join recovery_point p on p.system = ? and p.point_id = x.newest
            order by p.started_at desc, p.point_id desc fetch first 1 rows only""")
        .params(system, system)
        .query(String.class)
        .optional();
  }

  /** Those of the points that are there and whole themselves. */
  Set<String> whole(String system, Set<String> points) {
    return Set.copyOf(
        jdbc.sql(
                """
                select p.point_id from unnest(cast(? as varchar array)) s (point_id)
                join recovery_point p on p.system = ? and p.point_id = s.point_id
                where p.state in ('SEALED', 'VERIFIED', 'PROVEN')""")
            .params(Arrays.of(points), system)
            .query(String.class)
            .list());
  }

  private Map<String, Known> known(String system, String point) {
    Map<String, Known> byPoint = new HashMap<>();
    jdbc.sql(
            "select point_id, source, data_time, facts from recovery_point_capture"
                + " where system = ?"
                + one(point))
        .params(named(system, point))
        .query(
            row -> {
              Known known =
                  byPoint.computeIfAbsent(row.getString("point_id"), key -> Known.nothing());
              known.dataTimes().put(row.getString("source"), Columns.instant(row, "data_time"));
              String facts = row.getString("facts");
              if (facts.contains(RESTS)) {
                known.needs().addAll(Lineage.needs(JsonColumn.texts(facts)));
              }
            });
    return byPoint;
  }

  private static CatalogPoint point(
      ResultSet row,
      Map<String, Known> captures,
      Map<String, Map<String, String>> missing,
      Map<String, Long> bytes,
      Map<String, List<String>> vaults)
      throws SQLException {
    String point = row.getString("point_id");
    Known known = captures.getOrDefault(point, Known.nothing());
    return new CatalogPoint(
        row.getString("system"),
        point,
        row.getString("run_id"),
        Columns.instant(row, "started_at"),
        Columns.optionalInstant(row, "sealed_at"),
        PointState.valueOf(row.getString("state")),
        vaults.computeIfAbsent(row.getString("vaults"), JsonColumn::names),
        bytes.getOrDefault(point, 0L),
        known.dataTimes(),
        missing.getOrDefault(point, Map.of()),
        known.needs());
  }

  private static SourceCapture capture(ResultSet row) throws SQLException {
    return new SourceCapture(
        row.getString("source"),
        row.getString("kind"),
        Columns.instant(row, "data_time"),
        JsonColumn.texts(row.getString("facts")),
        JsonColumn.counts(row.getString("contents")));
  }

  private static Member member(ResultSet row) throws SQLException {
    return new Member(
        row.getString("source"),
        row.getString("file"),
        row.getString("format"),
        row.getLong("stored_bytes"),
        row.getString("stored_sha256"),
        row.getLong("content_bytes"),
        row.getString("content_sha256"),
        JsonColumn.names(row.getString("recipients")));
  }
}
