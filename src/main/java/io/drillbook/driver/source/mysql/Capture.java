package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Takes one capture: the dump and the counts are of the same moment. */
final class Capture {
  static final String CLIENT = "client-version";
  static final String CLIENT_MARIADB = "client-is-mariadb";
  static final String CHARSET = "character-set";
  static final String COLLATION = "collation";

  private static final int NAMED = 5;

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
    try (Session clock = server.session();
        Snapshot snapshot =
            new Snapshot(
                server.work(context.cancellation()), server.work(context.cancellation()))) {
      Grants.require(clock, server, Grants.SOURCE);
      Look look = Look.at(clock);
      ClientTools tools =
          finder.fitting(look.mariadb(), look.number(), "server version " + look.words());
      boolean lock = refuseUnfit(Inventory.of(clock, server.database()));
      Map<String, Long> contents = new ConcurrentHashMap<>();
      snapshot.take(server.database(), lock);
      try {
        dumpAndCount(tools, snapshot, lock, contents);
      } finally {
        snapshot.release();
      }
      refuseChanged(snapshot.inventory(), Inventory.of(clock, server.database()));
      return new SourceCapture(
          source,
          MysqlSourceDriver.KIND,
          snapshot.dataTime(),
          facts(clock, look, tools, snapshot.inventory()),
          contents);
    } catch (Fault e) {
      // A cut connection looks like a server that went away.
      context.cancellation().check();
      throw e;
    }
  }

  private void dumpAndCount(
      ClientTools tools, Snapshot snapshot, boolean lock, Map<String, Long> contents) {
    DumpProcess process = new DumpProcess(server, tools, sink);
    // Our own mark is not the application's data.
    String ignored = "--ignore-table=" + server.database() + "." + RunMark.TABLE;
    List<String> whole = List.of("--routines", "--triggers", ignored);
    List<String> events = List.of("--events", "--no-data", "--no-create-info", "--skip-triggers");
    Runnable begun = lock ? () -> {} : snapshot::release;
    SideBySide.run(
        context,
        List.of(
            inner -> {
              process.run(whole, Parts.WHOLE, source, begun, inner);
              process.run(events, Parts.EVENTS, source + " (events)", () -> {}, inner);
            },
            inner -> contents.putAll(snapshot.count(inner))));
  }

  /** Whether all tables must be locked as long as the capture takes. */
  private boolean refuseUnfit(Inventory inventory) {
    if (inventory.isEmpty() && !server.settings().flag(MysqlSettings.ALLOW_EMPTY, false)) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture an empty database: '" + server.address() + "'",
          "Check that the url names the right database; 'allow-empty: true' lets it pass.");
    }
    List<Inventory.Table> unfit =
        inventory.tables().stream().filter(table -> !table.transactional()).toList();
    String how =
        server
            .settings()
            .optionalText(MysqlSettings.NON_TRANSACTIONAL)
            .orElse(MysqlSettings.REFUSE);
    if (!List.of(MysqlSettings.REFUSE, MysqlSettings.LOCK).contains(how)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to read the setting 'non-transactional': '" + how + "'",
          "Write refuse or lock.");
    }
    if (!unfit.isEmpty() && how.equals(MysqlSettings.REFUSE)) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture tables of one moment that know no transaction: '" + names(unfit) + "'",
          "Convert them to InnoDB, or set 'non-transactional: lock', and writers wait as long as"
              + " the capture takes.");
    }
    return !unfit.isEmpty();
  }

  /** What was made or dropped meanwhile is in the dump or not, by chance. */
  private void refuseChanged(Inventory before, Inventory after) {
    if (!names(before.tables(), Integer.MAX_VALUE).equals(names(after.tables(), Integer.MAX_VALUE))
        || !before.others().equals(after.others())
        || before.definitions() != after.definitions()) {
      throw SqlFaults.changed(
          server.address().toString(), "definitions are not those of its begin", null);
    }
  }

  private Map<String, String> facts(
      Session session, Look look, ClientTools tools, Inventory inventory) {
    Map<String, String> facts = look.facts(server.database());
    facts.put(CLIENT, tools.words());
    facts.put(CLIENT_MARIADB, String.valueOf(tools.mariadb()));
    session.row(
        "select @@character_set_database, @@collation_database",
        row -> {
          facts.put(CHARSET, row.getString(1));
          facts.put(COLLATION, row.getString(2));
          return null;
        });
    List<Inventory.Table> versioned =
        inventory.tables().stream().filter(Inventory.Table::versioned).toList();
    if (!versioned.isEmpty()) {
      facts.put("history left out", names(versioned));
    }
    List<Inventory.Table> unfit =
        inventory.tables().stream().filter(table -> !table.transactional()).toList();
    if (!unfit.isEmpty()) {
      facts.put("captured under a lock", names(unfit));
    }
    return facts;
  }

  private static String names(List<Inventory.Table> tables) {
    return names(tables, NAMED) + (tables.size() > NAMED ? ", …" : "");
  }

  private static String names(List<Inventory.Table> tables, int most) {
    return tables.stream()
        .limit(most)
        .map(table -> table.name() + " (" + table.engine() + ")")
        .collect(Collectors.joining(", "));
  }
}
