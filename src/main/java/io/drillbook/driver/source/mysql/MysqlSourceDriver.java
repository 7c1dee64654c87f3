package io.drillbook.driver.source.mysql;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
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
 * Kind {@code mysql}: one database of a MariaDB or MySQL server.
 *
 * <p>Captured by {@code mariadb-dump} or {@code mysqldump} in one transaction; events are a member
 * of their own, because a restored event may run at once. All writing stops for the moment in which
 * the dump and the counting session begin to read, so that both are of one instant.
 *
 * <p>A restored database carries the run in its table {@code drillbook_run}. {@link #discard} drops
 * the database with that mark; it does not make an empty one in its place again.
 */
public final class MysqlSourceDriver implements SourceDriver {
  static final String KIND = "mysql";

  private final Secrets secrets;
  private final ToolFinder finder;

  /** A driver that uses the client programs installed on this machine. */
  public MysqlSourceDriver(Secrets secrets) {
    this(secrets, ToolFinder.installed());
  }

  /** A driver that uses client programs from these folders only. */
  public MysqlSourceDriver(Secrets secrets, List<Path> toolFolders) {
    this(secrets, new ToolFinder(toolFolders));
  }

  private MysqlSourceDriver(Secrets secrets, ToolFinder finder) {
    this.secrets = secrets;
    this.finder = finder;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return MysqlSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    Server server = source(settings);
    try (Session session = server.session()) {
      Look look = Look.at(session);
      Grants.require(session, server, Grants.SOURCE);
      finder.fitting(look.mariadb(), look.number(), "server version " + look.words());
      return look.probe(server.database(), Inventory.of(session, server.database()));
    }
  }

  @Override
  public Room room(Settings target) {
    Server server = target(target);
    try (Session session = server.maintenance()) {
      return Free.of(server, session);
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
    try (Place place = new Place(server)) {
      new ProductionGuard(server, home(production)).check(place.session(), Map.of());
      place.requireFree(RunMark.ofRun(runId));
      Grants.require(place.session(), server, Grants.TARGET);
      Look look = Look.at(place.session());
      finder.fitting(look.mariadb(), look.number(), "the target's version " + look.words());
      return look.probe(server.database(), place.inventory());
    }
  }

  @Override
  public void discard(Settings target, String runId) {
    new Discard(target(target), RunMark.ofRun(runId)).run();
  }

  @Override
  public Optional<String> setAside(Settings target, Settings production, String runId) {
    Server server = target(target);
    ProductionGuard guard = new ProductionGuard(server, home(production));
    return new SetAside(server, guard, RunMark.ofRun(runId)).run();
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    StructureCheck check = new StructureCheck(reader, context);
    members.forEach(check::read);
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
