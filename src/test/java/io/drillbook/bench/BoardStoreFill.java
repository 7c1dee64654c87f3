package io.drillbook.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * Fills a migrated store with systems and their hourly recovery points, each with the backup that
 * made it and its record, and with drills; one system has a tenth of all points, and one drill has
 * thousands of activities. The rows are made by the database itself.
 */
public final class BoardStoreFill {
  public static final String LARGE = "s000";
  public static final String LONG_RUN = "drill-long";
  private static final int DRILLS = 20;
  private static final int LINES = 10;

  private final DataSource database;
  private final int systems;
  private final int points;
  private final int activities;
  private final String now = Instant.now().toString().replace('T', ' ').replace("Z", "+00");

  /** Rows for this database; the long drill has so many activities. */
  public BoardStoreFill(DataSource database, int systems, int points, int activities) {
    this.database = database;
    this.systems = systems;
    this.points = points;
    this.activities = activities;
  }

  public void fill() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      boolean h2 =
          connection.getMetaData().getDatabaseProductName().toUpperCase(Locale.ROOT).equals("H2");
      String series = h2 ? "system_range(1, %d) n (n)" : "generate_series(1, %d) n (n)";
      int large = points / 10;
      int each = (points - large) / Math.max(1, systems - 1);
      statement.execute(
          "create table bench_point as select 's' || lpad(cast(s.n - 1 as varchar(9)), 3, '0')"
              + " as system, n.n as n from "
              + series.formatted(large)
              + " cross join "
              + series.formatted(systems).replace("n (n)", "s (n)")
              + " where s.n = 1 or n.n <= "
              + each);
      statement.execute(
          "create table bench_number as select n.n as n from " + series.formatted(2 * activities));
      for (String one : statements()) {
        statement.execute(one);
      }
      statement.execute("drop table bench_point");
      statement.execute("drop table bench_number");
      statement.execute("analyze");
    }
  }

  private String[] statements() {
    String start = "cast('" + now + "' as timestamp with time zone) - n * interval '1' hour";
    String begin = "'" + "0".repeat(64) + "', '" + "1".repeat(64) + "'";
    String drills =
        "(select system, n from bench_point where n <= "
            + DRILLS
            + ") d cross join (select n as line from bench_number where n <= 40) l";
    return new String[] {
      // Runs: a backup of each point, drills, and one long drill.
      """
      insert into run (id, kind, system, detected_at, started_at, started_by, rto_millis,
        rto_assumed, plan_digest, ended_at, verdict)
      select 'backup-' || system || '-' || n, 'BACKUP', system, %1$s, %1$s, 'timer:backup', 0,
        false, 'digest', %1$s + interval '40' second,
        case when mod(n, 50) = 0 then 'FAILED' else 'SUCCEEDED' end from bench_point"""
          .formatted(start),
      """
      insert into run (id, kind, system, scenario, detected_at, started_at, started_by, rto_millis,
        rto_assumed, plan_digest, ended_at, verdict)
      select 'drill-' || system || '-' || n, 'DRILL', system,
        case mod(n, 3) when 0 then 'SERVER_FAILURE' else 'DATABASE_CORRUPTION' end, %1$s, %1$s,
        'timer:drill:weekly', 3600000, false, 'digest', %1$s + interval '9' minute,
        case mod(n, 4) when 0 then 'FAILED' else 'SUCCEEDED' end
      from bench_point where n <= %2$d"""
          .formatted(start, DRILLS),
      """
      insert into run (id, kind, system, scenario, detected_at, started_at, started_by, rto_millis,
        rto_assumed, plan_digest, ended_at, verdict)
      select 'drill-long', 'DRILL', system, 'SERVER_FAILURE', %1$s, %1$s, 'olga', 36000000, false,
        'digest', %1$s + interval '9' hour, 'SUCCEEDED'
      from bench_point where n = 21 and system = 's000'"""
          .formatted(start),
      // Their records.
      """
      insert into record_entry (run_id, line, happened_at, kind, step, name, actor, attempt,
        outcome, details, previous_hash, hash)
      select 'backup-' || system || '-' || p.n, l.n, %1$s,
        case l.n when 1 then 'RUN_STARTED' when %2$d then 'RUN_ENDED'
          else case mod(l.n, 2) when 0 then 'STEP_BEGAN' else 'STEP_ENDED' end end,
        'serviceTask_' || l.n / 2, 'Step ' || l.n / 2, 'worker', 1, '', '{}', %3$s
      from bench_point p cross join (select n from bench_number where n <= %2$d) l"""
          .formatted(start.replace(" n ", " p.n "), LINES, begin),
      """
      insert into record_entry (run_id, line, happened_at, kind, step, name, actor, attempt,
        outcome, details, previous_hash, hash)
      select 'drill-' || system || '-' || n, line, %1$s + line * interval '10' second,
        case line when 1 then 'RUN_STARTED' when 40 then 'RUN_ENDED'
          else case mod(line, 2) when 0 then 'STEP_BEGAN' else 'STEP_ENDED' end end,
        'serviceTask_' || line / 2, 'Step ' || line / 2, 'worker', 1, '', '{}', %2$s from %3$s"""
          .formatted(start, begin, drills),
      """
      insert into record_entry (run_id, line, happened_at, kind, step, name, actor, attempt,
        outcome, details, previous_hash, hash)
      select 'drill-long', n, cast('%1$s' as timestamp with time zone) - interval '21' hour
          + n * interval '3' second,
        case n when 1 then 'RUN_STARTED'
          else case mod(n, 2) when 0 then 'STEP_BEGAN' else 'STEP_ENDED' end end,
        'serviceTask_' || n / 2, 'Step ' || n / 2, 'worker', 1, '', '{}', %2$s
      from bench_number"""
          .formatted(now, begin),
      "insert into record_head (run_id, line, hash) select run_id, max(line), max(hash)"
          + " from record_entry group by run_id",
      // The catalog.
      """
      insert into recovery_point (system, point_id, run_id, started_at, sealed_at, state,
        state_since, vaults)
      select system, 'p' || lpad(cast(100000 - n as varchar(9)), 6, '0'),
        'backup-' || system || '-' || n, %1$s, %1$s + interval '40' second,
        case when n = 1 then 'SEALED' when mod(n, 50) = 0 then 'BROKEN'
          when mod(n, 7) = 0 then 'PROVEN' else 'VERIFIED' end,
        %1$s + interval '90' second, '["primary","offsite"]' from bench_point"""
          .formatted(start),
      """
      insert into recovery_point_capture (system, point_id, source, kind, data_time, facts, contents)
      select system, point_id, s.source, 'directory', started_at, '{"tool":"bench 1"}',
        '{"files":12,"bytes":90000000}'
      from recovery_point cross join (values ('db'), ('media')) s (source)""",
      """
      insert into recovery_point_member (system, point_id, source, position, file, format,
        stored_bytes, stored_sha256, content_bytes, content_sha256, recipients)
      select system, point_id, source, 0, source || '.tar.zst.pgp', 'tar', 40000000, '%1$s',
        90000000, '%1$s', '["A","B"]' from recovery_point_capture"""
          .formatted("0".repeat(64)),
      """
      insert into point_copy (system, point_id, vault, state, bytes, since, read_at, finding)
      select system, point_id, 'primary', 'GOOD', 80000000, started_at, state_since, ''
      from recovery_point where state <> 'SEALED'"""
    };
  }
}
