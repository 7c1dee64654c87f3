package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Free;
import io.drillbook.spi.log.LogSource;
import io.drillbook.spi.log.Replay;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Kind {@code postgresql-physical}: a whole PostgreSQL cluster, version 13 or newer.
 *
 * <p>Captured by {@code pg_basebackup} with the log that makes the files consistent, so that a
 * recovery point can be restored without any log kept beside.
 */
public final class PgPhysicalSourceDriver implements SourceDriver {
  static final String KIND = "postgresql-physical";

  private static final List<String> CLIENT = List.of("pg_basebackup", "pg_receivewal");

  private final Secrets secrets;
  private final ToolFinder client;
  private final ServerPrograms programs = new ServerPrograms();

  /** A driver that uses the programs installed on this machine. */
  public PgPhysicalSourceDriver(Secrets secrets) {
    this.secrets = secrets;
    this.client = ToolFinder.installed(CLIENT);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return PhysicalSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    Server server = source(settings);
    try (Session session = server.session(server.database())) {
      ClusterLook look = ClusterLook.at(session);
      client.atLeast(look.major(), "server version " + look.version());
      return look.probe();
    }
  }

  @Override
  public Room room(Settings target) {
    return Free.beside(Place.of(target).path());
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    return new Capture(source, source(settings), client, sink, context).take();
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    return restore(capture, members, reader, Optional.empty(), target, production, context);
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Replay replay,
      Settings target,
      Settings production,
      StepContext context) {
    return restore(capture, members, reader, Optional.of(replay), target, production, context);
  }

  private RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Optional<Replay> replay,
      Settings target,
      Settings production,
      StepContext context) {
    return new Restore(
            capture,
            new Parts(members),
            reader,
            replay,
            Place.of(target),
            new ProductionGuard(home(production)),
            programs,
            context)
        .run();
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    Place place = Place.of(target);
    new ProductionGuard(home(production)).check(place, Map.of());
    place.user();
    boolean ours = RunMark.ofRun(runId, place).isOurs();
    if (!ours) {
      if (!place.isFree()) {
        throw TargetFaults.notEmpty(place.path());
      }
      place.requirePort();
    }
    requirePrograms(place, home(production));
    return new SourceProbe(
        place.path() + "#" + place.port(), "PostgreSQL, not restored yet", 0, !ours);
  }

  /** Which version is needed only production can tell before a recovery point is chosen. */
  private void requirePrograms(Place place, Optional<Server> production) {
    OptionalInt major = OptionalInt.empty();
    if (production.isPresent()) {
      Server home = production.get();
      try (Session session = home.session(home.database())) {
        major = OptionalInt.of(ClusterLook.at(session).major());
      } catch (Fault e) {
        // Production is lost: the restore itself will say what is missing.
        return;
      }
    }
    major.ifPresent(version -> programs.find(place.settings(), version));
  }

  @Override
  public void discard(Settings target, String runId) {
    Place place = Place.of(target);
    new Discard(place, RunMark.ofRun(runId, place), programs).run();
  }

  @Override
  public Optional<String> setAside(Settings target, Settings production, String runId) {
    Place place = Place.of(target);
    ProductionGuard guard = new ProductionGuard(home(production));
    return new SetAside(place, guard, RunMark.ofRun(runId, place), programs).run();
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    new Unpack(capture, new Parts(members), reader, context).check();
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return new ManualRestore(capture, new Parts(members)).markdown();
  }

  @Override
  public Optional<LogSource> log() {
    return Optional.of(new ReceivedLog(this::source, client));
  }

  private Server source(Settings settings) {
    return new Server(settings, secrets, Side.SOURCE);
  }

  private Optional<Server> home(Settings production) {
    return production.values().isEmpty() ? Optional.empty() : Optional.of(source(production));
  }
}
