package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.postgresql.ClientTools;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.postgresql.ToolFinder;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Takes one capture: every program and every count reads the same snapshot. */
final class Capture {
  private static final long MIB = 1024 * 1024;
  private static final int TRIES = 5;

  /** Passwords among them would be lost without a word. */
  private static final String HIDDEN_OPTIONS =
      """
      select exists (select from pg_catalog.pg_user_mappings where umoptions is null)
        and not (select rolsuper from pg_catalog.pg_roles where rolname = current_user)
      """;

  private final String source;
  private final Server server;
  private final ToolFinder finder;
  private final MemberSink sink;
  private final StepContext context;

  Capture(String source, Server server, ToolFinder finder, MemberSink sink, StepContext context) {
    this.source = source;
    this.server = server;
    this.finder = finder;
    this.sink = sink;
    this.context = context;
  }

  SourceCapture take() {
    try (Session clock = server.session(server.database());
        Session holder = server.work(server.database(), context.cancellation())) {
      Look look = Look.at(clock);
      refuseEmpty(look);
      ClientTools tools = finder.atLeast(look.major(), "server version " + look.version());
      boolean passwords =
          clock.holds("select has_table_privilege('pg_catalog.pg_authid', 'select')");
      Map<String, String> facts = facts(clock, look, tools, passwords);
      Still still = hold(holder, clock);
      Snapshot snapshot = still.snapshot();
      List<Table> tables = still.tables();
      LeftOutRows leftOut = leftOut(holder, tables);
      Split split = split(leftOut.kept(tables));
      DatabaseProperties.capture(holder, sink, !split.whole());
      Map<String, Long> contents = new ConcurrentHashMap<>();
      DumpProcess process = new DumpProcess(server, tools, sink, Money.environment(clock));
      List<SideBySide.Part> parts = dumps(process, split, leftOut, snapshot, passwords);
      parts.add(inner -> contents.putAll(count(holder, leftOut.kept(tables), inner)));
      SideBySide.run(context, parts);
      note(leftOut, facts, contents);
      return new SourceCapture(
          source, PostgresqlSourceDriver.KIND, snapshot.dataTime(), facts, contents);
    }
  }

  private record Still(Snapshot snapshot, List<Table> tables) {}

  /**
   * A table that was made after the list and before the snapshot would not be locked: a TRUNCATE of
   * it would empty the dump and the count alike.
   */
  private Still hold(Session holder, Session clock) {
    for (int tries = 0; tries < TRIES; tries++) {
      List<Table> locked = Table.all(clock);
      Snapshot snapshot = Snapshot.take(holder, clock, locked);
      List<Table> tables = Table.all(holder);
      Set<String> keys = locked.stream().map(Table::key).collect(Collectors.toSet());
      if (tables.stream().map(Table::key).allMatch(keys::contains)) {
        return new Still(snapshot, tables);
      }
      holder.run("rollback");
    }
    throw new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to capture while tables are made one after the other: '" + source + "'",
        "Try again when the migration is over.");
  }

  private LeftOutRows leftOut(Session session, List<Table> tables) {
    List<String> names = server.settings().list(PostgresqlSettings.EXCLUDE_DATA);
    return LeftOutRows.of(session, Wanted.of(PostgresqlSettings.EXCLUDE_DATA, names), tables);
  }

  /** Their tables come back empty, which a restore then confirms. */
  private static void note(
      LeftOutRows leftOut, Map<String, String> facts, Map<String, Long> contents) {
    leftOut.tables().forEach(table -> contents.put(table.key(), 0L));
    if (!leftOut.tables().isEmpty()) {
      facts.put(
          SourceFacts.ROWS_LEFT_OUT,
          leftOut.tables().stream().map(Table::key).collect(Collectors.joining(", ")));
    }
  }

  private static Map<String, String> facts(
      Session clock, Look look, ClientTools tools, boolean passwords) {
    Map<String, String> facts = SourceFacts.of(clock, look, tools);
    facts.put(SourceFacts.MONEY, Money.PLAIN);
    if (clock.holds(HIDDEN_OPTIONS)) {
      facts.put(SourceFacts.USER_MAPPINGS, "without options: only a superuser may read them");
    }
    facts.put(
        SourceFacts.ROLE_PASSWORDS,
        passwords ? "captured" : "not captured: the login may not read them");
    return facts;
  }

  /** A dump that failed ends the counting too, which may be long. */
  private static Map<String, Long> count(Session holder, List<Table> tables, StepContext inner) {
    inner.cancellation().onCancel(holder::abort);
    return RowCounts.of(holder, tables, inner);
  }

  private void refuseEmpty(Look look) {
    if (look.empty() && !server.settings().flag(PostgresqlSettings.ALLOW_EMPTY, false)) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture an empty database: '" + server.address() + "'",
          "Check that the url names the right database; 'allow-empty: true' lets it pass.");
    }
  }

  private Split split(List<Table> tables) {
    long limit =
        server
            .settings()
            .number(PostgresqlSettings.SPLIT_ABOVE, PostgresqlSettings.SPLIT_ABOVE_MIB);
    return Split.of(tables, limit * MIB);
  }

  private List<SideBySide.Part> dumps(
      DumpProcess process, Split split, LeftOutRows leftOut, Snapshot snapshot, boolean passwords) {
    List<SideBySide.Part> parts = new ArrayList<>();
    parts.add(
        inner ->
            process.run(
                "pg_dumpall", globals(passwords), Parts.GLOBALS, Parts.SQL, "roles", inner));
    List<String> without =
        leftOut.tables().stream().map(table -> "--exclude-table-data=" + table.sql()).toList();
    if (split.whole()) {
      parts.add(dump(process, snapshot, Parts.WHOLE, without));
      return parts;
    }
    parts.add(dump(process, snapshot, Parts.SCHEMA, List.of("--schema-only")));
    List<String> first = new ArrayList<>(List.of("--data-only"));
    first.addAll(without);
    List<String> second = new ArrayList<>(List.of("--data-only"));
    for (Table table : split.second()) {
      first.add("--exclude-table-data=" + table.sql());
      second.add("--table=" + table.sql());
    }
    parts.add(dump(process, snapshot, Parts.FIRST, first));
    parts.add(dump(process, snapshot, Parts.SECOND, second));
    return parts;
  }

  private SideBySide.Part dump(
      DumpProcess process, Snapshot snapshot, String part, List<String> more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--format=custom",
                "--compress=0",
                "--no-password",
                "--lock-wait-timeout=60s",
                "--snapshot=" + snapshot.id(),
                "--dbname=" + Server.conninfo(server.database())));
    arguments.addAll(more);
    String subject = part.isEmpty() ? source : source + "." + part;
    return inner -> process.run("pg_dump", arguments, part, Parts.PGDUMP, subject, inner);
  }

  private List<String> globals(boolean passwords) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--globals-only",
                "--no-password",
                "--dbname=" + Server.conninfo(server.database())));
    if (!passwords) {
      arguments.add("--no-role-passwords");
    }
    return arguments;
  }
}
