package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;
import io.drillbook.spi.postgresql.Side;
import io.drillbook.spi.postgresql.ToolFinder;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.Room;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kind {@code postgresql}: one database of a PostgreSQL server, version 11 or newer.
 *
 * <p>Captured by {@code pg_dump} (custom format, uncompressed, because the pipeline compresses
 * better) and {@code pg_dumpall --globals-only}. A small database is one archive; of a larger one
 * the definitions and two halves of the data are archives of their own, read from one exported
 * snapshot and restored side by side.
 *
 * <p>A restored database carries the comment {@code drillbook run <run id>}. {@link #discard} drops
 * the database with that comment; it does not make an empty one in its place again, and it leaves
 * roles alone.
 */
public final class PostgresqlSourceDriver implements SourceDriver {
  static final String KIND = "postgresql";

  private static final List<String> PROGRAMS = List.of("pg_dump", "pg_dumpall", "pg_restore");

  private final Secrets secrets;
  private final ToolFinder finder;

  /** A driver that uses the client programs installed on this machine. */
  public PostgresqlSourceDriver(Secrets secrets) {
    this(secrets, ToolFinder.installed(PROGRAMS));
  }

  /** A driver that uses client programs from these folders only. */
  public PostgresqlSourceDriver(Secrets secrets, List<Path> toolFolders) {
    this(secrets, new ToolFinder(toolFolders, PROGRAMS));
  }

  private PostgresqlSourceDriver(Secrets secrets, ToolFinder finder) {
    this.secrets = secrets;
    this.finder = finder;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return PostgresqlSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    Server server = source(settings);
    try (Session session = server.session(server.database())) {
      Look look = Look.at(session);
      finder.atLeast(look.major(), "server version " + look.version());
      return look.probe();
    }
  }

  @Override
  public Room room(Settings target) {
    Server server = target(target);
    try (Session session = server.maintenance()) {
      return Free.of(session);
    }
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    return new Capture(source, source(settings), finder, sink, context).take();
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    Server server = target(target);
    ProductionGuard guard = new ProductionGuard(server, home(production));
    return new Restore(capture, new Parts(members), reader, server, guard, finder, context).run();
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    Server server = target(target);
    RunMark mark = RunMark.ofRun(runId, server.database());
    Takeover takeover = new Takeover(server, mark);
    try (Cluster cluster = new Cluster(server)) {
      new ProductionGuard(server, home(production)).check(cluster, Map.of());
      cluster.requireCreateDatabase();
      Look look = Look.at(cluster.session());
      finder.atLeast(look.major(), "the target's version " + look.version());
      if (!cluster.exists(server.database())) {
        Look absent = look.named(server.database());
        return new SourceProbe(absent.identity(), absent.probe().version(), 0, true);
      }
      if (!takeover.ours(cluster)) {
        takeover.requireFree(cluster);
      }
    }
    try (Session session = server.session(server.database())) {
      return Look.at(session).probe();
    }
  }

  @Override
  public void discard(Settings target, String runId) {
    Server server = target(target);
    new Discard(server, RunMark.ofRun(runId, server.database())).run();
  }

  @Override
  public Optional<String> setAside(Settings target, Settings production, String runId) {
    Server server = target(target);
    ProductionGuard guard = new ProductionGuard(server, home(production));
    return new SetAside(server, guard, RunMark.ofRun(runId, server.database())).run();
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    new StructureCheck(capture, new Parts(members), finder).run(reader, context);
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return new ManualRestore(capture, new Parts(members)).markdown();
  }

  private Server source(Settings settings) {
    return new Server(settings, secrets, Side.SOURCE);
  }

  private Optional<Server> home(Settings production) {
    return production.values().isEmpty() ? Optional.empty() : Optional.of(source(production));
  }

  private Server target(Settings settings) {
    return new Server(settings, secrets, Side.TARGET);
  }
}
