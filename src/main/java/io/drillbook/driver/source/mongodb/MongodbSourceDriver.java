package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.PrivateFolder;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.Room;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kind {@code mongodb}: one database of a MongoDB server or replica set.
 *
 * <p>Captured as an archive of mongodump, by Drillbook itself or by that program. On a replica set
 * all collections are read as of one moment; a sharded cluster is refused. Users and roles belong
 * to the server and are not captured.
 *
 * <p>A restored database carries a collection {@code drillbook.run} that names the run; it is left
 * out of captures.
 */
public final class MongodbSourceDriver implements SourceDriver {
  static final String KIND = "mongodb";

  private final Secrets secrets;
  private final MongodumpFinder finder;

  /**
   * A driver that uses the mongodump installed on this machine, where a plan asks for it; removes
   * what a killed server left among the temporary files.
   */
  public MongodbSourceDriver(Secrets secrets) {
    this(secrets, MongodumpFinder.installed());
  }

  /** A driver that looks for mongodump in these folders only. */
  public MongodbSourceDriver(Secrets secrets, List<Path> toolFolders) {
    this(secrets, new MongodumpFinder(toolFolders));
  }

  private MongodbSourceDriver(Secrets secrets, MongodumpFinder finder) {
    this.secrets = secrets;
    this.finder = finder;
    PrivateFolder.removeLeftovers(KIND);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return MongodbSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    Server server = source(settings);
    try (Connection connection = server.ask()) {
      Look look = Look.at(connection);
      if (Consistency.byProgram(server)) {
        finder.program();
      }
      Consistency.choose(look, server);
      List<CollectionEntry> entries = Catalog.entries(connection);
      Catalog.refuseTimeSeries(entries);
      return look.probe(entries.isEmpty());
    }
  }

  @Override
  public Room room(Settings target) {
    try (Connection connection = target(target).ask()) {
      return Look.at(connection).room();
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
    return new Restore(capture, only(members), reader, server, guard, context).run();
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    Server server = target(target);
    try (Connection connection = server.ask()) {
      Look look = Look.at(connection);
      new ProductionGuard(server, home(production)).check(look, Map.of());
      Place place = new Place(connection, RunMark.ofRun(runId, server.database()));
      place.requireFree();
      return look.probe(place.isEmpty());
    }
  }

  @Override
  public void discard(Settings target, String runId) {
    Server server = target(target);
    try (Connection connection = server.ask()) {
      new Discard(new Place(connection, RunMark.ofRun(runId, server.database()))).run();
    }
  }

  @Override
  public Optional<String> setAside(Settings target, Settings production, String runId) {
    Server server = target(target);
    RunMark mark = RunMark.ofRun(runId, server.database());
    try (Connection connection = server.work(new Cancellation())) {
      new ProductionGuard(server, home(production)).check(Look.at(connection), Map.of());
      return new SetAside(new Place(connection, mark), mark).run();
    }
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    new StructureCheck(capture, only(members)).run(reader, context);
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return new ManualRestore(capture, only(members)).markdown();
  }

  private static Member only(List<Member> members) {
    if (members.size() != 1) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to find the one archive of the database among: '" + members.size() + "' members",
          "The recovery point does not fit this version; restore by its RESTORE.md.");
    }
    return members.get(0);
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
