package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.log.LogSource;
import io.drillbook.spi.log.Replay;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Side;
import io.drillbook.spi.postgresql.ToolFinder;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import java.util.List;
import java.util.Optional;

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
    throw soon();
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    throw soon();
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    throw soon();
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
    throw soon();
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    throw soon();
  }

  @Override
  public void discard(Settings target, String runId) {
    throw soon();
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    throw soon();
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    throw soon();
  }

  @Override
  public Optional<LogSource> log() {
    return Optional.of(new ReceivedLog(this::source, client));
  }

  private Server source(Settings settings) {
    return new Server(settings, secrets, Side.SOURCE);
  }

  private static Fault soon() {
    return new Fault(
        FaultCode.NOT_ALLOWED, "unable to do this yet: '" + KIND + "'", "It is being built.");
  }
}
