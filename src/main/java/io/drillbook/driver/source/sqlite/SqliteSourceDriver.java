package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.Room;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Kind {@code sqlite}: one SQLite 3 database, a file that an application on this machine uses.
 *
 * <p>Captured while it is written to, by SQLite's online backup of one snapshot, into a private
 * temporary folder; the copy is checked there before it is accepted. A writer waits as long as the
 * copy takes, unless the database is in WAL mode.
 *
 * <p>A restored database is marked by a hidden file beside it. {@link #discard} removes a database
 * with the run's mark; it does not make an empty one in its place again.
 */
public final class SqliteSourceDriver implements SourceDriver {
  static final String KIND = "sqlite";

  private final Clock clock;

  /** A driver that dates captures by this clock. */
  public SqliteSourceDriver(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Setting> settings() {
    return SqliteSettings.ALL;
  }

  @Override
  public SourceProbe probe(Settings settings) {
    Place place = Place.source(SqliteSettings.of(settings).path());
    try (Database live = Database.live(place.path())) {
      live.holdSnapshot();
      return place.probe();
    } catch (SQLException e) {
      throw SqliteFaults.capturing(place.path().toString(), e);
    }
  }

  @Override
  public Room room(Settings target) {
    try {
      FileStore disk = Files.getFileStore(target(target).folder());
      return Room.of(disk.getUsableSpace(), disk.toString());
    } catch (IOException e) {
      return Room.unknown(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    return new Capture(source, SqliteSettings.of(settings), sink, context).take(clock);
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    SqliteSettings settings = SqliteSettings.of(target);
    ProductionGuard guard = new ProductionGuard(production);
    return new Restore(capture, only(members), reader, settings, guard, context).run();
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    Place place = target(target);
    new ProductionGuard(production).check(place);
    new Takeover(place, RunMark.ofRun(runId, place)).requireFree();
    return place.probe();
  }

  @Override
  public void discard(Settings target, String runId) {
    Place place = target(target);
    new Discard(place, RunMark.ofRun(runId, place)).run();
  }

  @Override
  public Optional<String> setAside(Settings target, Settings production, String runId) {
    Place place = target(target);
    new ProductionGuard(production).check(place);
    return new SetAside(place, RunMark.ofRun(runId, place)).run();
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    new StructureCheck(only(members), reader, context).run();
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return new ManualRestore(capture, only(members)).markdown();
  }

  private static Place target(Settings settings) {
    return Place.target(SqliteSettings.of(settings).path());
  }

  private static Member only(List<Member> members) {
    if (members.size() != 1) {
      throw new Fault(
          FaultCode.POINT_UNKNOWN,
          "unable to find the one member of the recovery point: '" + members.size() + "'",
          "The recovery point is not complete; choose another one.");
    }
    return members.get(0);
  }
}
