package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.postgresql.Names;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.postgresql.ToolFinder;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** Takes one base backup. */
final class Capture {
  private static final int OLDEST = 13;

  /** What recovery needs at least as large as it was, or the data itself is written by. */
  private static final String PARAMETERS =
      "select name, setting from pg_catalog.pg_settings where name in ('max_connections',"
          + " 'max_worker_processes', 'max_wal_senders', 'max_prepared_transactions',"
          + " 'max_locks_per_transaction', 'shared_preload_libraries', 'wal_level',"
          + " 'default_text_search_config')";

  private static final String COLLATIONS =
      """
      select string_agg(datname || ' ' || datcollate || ' ' ||
               coalesce(to_jsonb(d) ->> 'datcollversion', 'of no known version'), ', '
               order by datname)
      from pg_catalog.pg_database d where datallowconn
      """;

  private final String source;
  private final Server server;
  private final ToolFinder client;
  private final MemberSink sink;
  private final StepContext context;

  Capture(String source, Server server, ToolFinder client, MemberSink sink, StepContext context) {
    this.source = source;
    this.server = server;
    this.client = client;
    this.sink = sink;
    this.context = context;
  }

  SourceCapture take() {
    try (Session holder = server.work(server.database(), context.cancellation());
        Session clock = server.session(server.database())) {
      ClusterLook look = ClusterLook.at(holder);
      require(look);
      ClientTools tools = client.atLeast(look.major(), "server version " + look.version());
      Map<String, String> facts = facts(holder, look, tools);
      keepLog(holder);
      BackupClock times = new BackupClock(clock);
      Manifest manifest = backup(new BaseBackup(server, tools, sink, look), times);
      Instant ended = times.now();
      log(facts, manifest, look.segmentBytes());
      facts.put(ClusterFacts.ENDED, ended.toString());
      if (server.settings().flag(PhysicalSettings.LOG, true)) {
        Duration marks = ReceivedLog.marks(server.settings());
        facts.put(ClusterFacts.MARK_EVERY, String.valueOf(marks.toSeconds()));
      }
      Map<String, Long> contents = Contents.of(manifest, look.databases());
      return new SourceCapture(
          source, PgPhysicalSourceDriver.KIND, times.dataTime(), facts, contents);
    }
  }

  private Manifest backup(BaseBackup backup, BackupClock times) {
    AtomicReference<Manifest> manifest = new AtomicReference<>();
    SideBySide.run(
        context,
        List.of(
            times::watch,
            inner -> {
              try {
                manifest.set(backup.run(inner));
              } finally {
                times.stop();
              }
            }));
    return manifest.get();
  }

  private void require(ClusterLook look) {
    if (look.major() < OLDEST) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to check base backups of a server this old: '" + look.version() + "'",
          "PostgreSQL lists what is in a backup from version 13 on; take kind postgresql.");
    }
    if (look.walLevel().equals("minimal")) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to take a base backup: '" + server.address() + "' has wal_level minimal",
          "Set wal_level to replica, and start the server again.");
    }
  }

  /**
   * Keeps the log back that the files need, as long as this session lives: without it a busy server
   * removes what a long backup still has to send.
   */
  private void keepLog(Session holder) {
    try {
      holder.run(
          "select pg_catalog.pg_create_physical_replication_slot('drillbook_base_'"
              + " || pg_catalog.pg_backend_pid(), true, true)");
    } catch (Fault e) {
      if (e.code() != FaultCode.PERMISSION_DENIED) {
        throw e;
      }
      throw new Fault(
          FaultCode.PERMISSION_DENIED,
          "unable to take a base backup with the login: '" + server.username() + "'",
          "ALTER ROLE " + Names.quoted(server.username()) + " REPLICATION.",
          e);
    }
  }

  private static Map<String, String> facts(Session session, ClusterLook look, ClientTools tools) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(ClusterFacts.IDENTITY, look.identity());
    facts.put(ClusterFacts.SYSTEM_IDENTIFIER, look.systemIdentifier());
    facts.put(ClusterFacts.SERVER_MAJOR, String.valueOf(look.major()));
    facts.put(ClusterFacts.SERVER_VERSION, look.version());
    facts.put(ClusterFacts.CLIENT_VERSION, tools.version());
    facts.put(ClusterFacts.SEGMENT_BYTES, String.valueOf(look.segmentBytes()));
    facts.put(ClusterFacts.DATA_DIRECTORY, look.dataDirectory());
    facts.put(ClusterFacts.SUPERUSER, look.superuser());
    facts.put(ClusterFacts.CHECKSUMS, look.checksums());
    facts.put(ClusterFacts.TAKEN_FROM, look.standby() ? "standby" : "primary");
    facts.put("collations", session.text(COLLATIONS).orElse(""));
    facts.put(ClusterFacts.DATABASES, ClusterFacts.databases(look.databases()));
    if (!look.tablespaces().isEmpty()) {
      StringBuilder places = new StringBuilder();
      look.tablespaces().forEach((oid, place) -> places.append(oid + "=" + place + "; "));
      facts.put(ClusterFacts.TABLESPACES, places.toString());
    }
    session.rows(
        PARAMETERS, row -> facts.put(ClusterFacts.PARAMETER + row.getString(1), row.getString(2)));
    return facts;
  }

  private static void log(Map<String, String> facts, Manifest manifest, long segmentBytes) {
    Manifest.Range first = manifest.first();
    Manifest.Range last = manifest.last();
    facts.put(ClusterFacts.START_LSN, first.start());
    facts.put(ClusterFacts.STOP_LSN, last.end());
    facts.put(ClusterFacts.TIMELINE, String.valueOf(last.timeline()));
    facts.put(ClusterFacts.START_WAL, first.firstPiece(segmentBytes).file());
    facts.put(ClusterFacts.STOP_WAL, last.lastPiece(segmentBytes).file());
  }
}
