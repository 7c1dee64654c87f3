package io.drillbook.driver.fence.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.cutover.FenceDriver;
import io.drillbook.spi.cutover.FenceSettings;
import io.drillbook.spi.cutover.FenceState;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps everybody but superusers out of one database of a server that still answers: no new
 * connection is let in, every session is ended, and whoever gets in nevertheless only reads. The
 * database stays as it is and can be read by its administrator; the fence survives a restart.
 */
public final class PostgresqlFenceDriver implements FenceDriver {
  private static final Duration SESSIONS_WITHIN = Duration.ofSeconds(30);

  private final Secrets secrets;

  /**
   * A driver.
   *
   * @param secrets where the logins' passwords are found
   */
  public PostgresqlFenceDriver(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String kind() {
    return "postgresql";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> all = new ArrayList<>(FenceKeys.ALL);
    all.addAll(FenceSettings.COMMON);
    return List.copyOf(all);
  }

  @Override
  public FenceState inspect(Settings settings) {
    Place place = Place.of(settings, secrets);
    try (Connection beside = place.beside()) {
      return stateOf(place, beside);
    } catch (SQLException e) {
      return silent(place, e);
    }
  }

  @Override
  public FenceState fence(Settings settings, List<Settings> spared, StepContext context) {
    Place place = Place.of(settings, secrets);
    context.cancellation().check();
    try (Connection beside = place.beside()) {
      Identity.of(beside, place.database()).requireOtherThan(spared, secrets, place);
      FenceState before = stateOf(place, beside);
      if (before.hold() == Hold.FENCED) {
        return before;
      }
      new Bolt(beside, place.database())
          .close(context, Durations.of(settings, FenceKeys.SESSIONS_WITHIN, SESSIONS_WITHIN));
      return requireFenced(place, stateOf(place, beside));
    } catch (SQLException e) {
      if (SqlWords.isSilence(e)) {
        return silent(place, e);
      }
      throw SqlWords.isCut(e) ? cut(place, e) : failed("fence", place, SqlWords.of(e), e);
    }
  }

  @Override
  public FenceState lift(Settings settings, StepContext context) {
    Place place = Place.of(settings, secrets);
    context.cancellation().check();
    try (Connection beside = place.beside()) {
      Look look = Look.at(beside, place.database());
      if (look.exists() && look.mark().isPresent()) {
        new Bolt(beside, place.database()).open(look.mark().get());
      } else if (look.exists() && look.keepsOut()) {
        throw failed("lift the fence of", place, "somebody else keeps connections out", null);
      }
      FenceState after = stateOf(place, beside);
      return look.exists() ? after : new FenceState(Hold.OPEN, after.detail());
    } catch (SQLException e) {
      throw failed("lift the fence of", place, SqlWords.of(e), e);
    }
  }

  private FenceState stateOf(Place place, Connection beside) throws SQLException {
    Look look = Look.at(beside, place.database());
    if (!look.exists()) {
      return new FenceState(Hold.FENCED, place + ": the server answers and has no such database");
    }
    if (look.replica()) {
      return new FenceState(Hold.FENCED, place + ": the server is a replica and takes no writes");
    }
    String seen =
        "%s: %s, %d sessions that may write, %d of superusers"
            .formatted(
                place,
                look.keepsOut() ? "new connections are refused" : "connections are accepted",
                look.sessions(),
                look.superusers());
    if (!look.keepsOut() || look.sessions() > 0) {
      return new FenceState(Hold.OPEN, seen);
    }
    return new WriteProbe(place).confirm(seen);
  }

  private static FenceState silent(Place place, SQLException e) {
    return new FenceState(
        SqlWords.isSilence(e) ? Hold.GONE : Hold.UNKNOWN, place + ": " + SqlWords.of(e));
  }

  /** What was ordered before the line was cut may hold or not. */
  private static Fault cut(Place place, SQLException e) {
    return new Fault(
        FaultCode.FENCE_UNKNOWN,
        "unable to tell whether the fence holds: '" + place + "': " + SqlWords.of(e),
        "The connection ended half-way. Fencing again is safe.",
        e);
  }

  private static FenceState requireFenced(Place place, FenceState state) {
    if (state.hold() != Hold.FENCED) {
      throw failed("fence", place, state.detail(), null);
    }
    return state;
  }

  private static Fault failed(String what, Place place, String seen, Exception cause) {
    return new Fault(
        FaultCode.FENCE_FAILED,
        "unable to " + what + " the database: '" + place + "': " + seen,
        "The login must be a superuser there, or own the database, be a member of"
            + " pg_signal_backend and be granted SET on the parameter drillbook.fence.",
        cause);
  }
}
