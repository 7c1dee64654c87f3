package io.drillbook.usecase;

import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.log.LogHealth;
import io.drillbook.spi.log.LogMark;
import io.drillbook.spi.log.LogNeed;
import io.drillbook.spi.log.LogSink;
import io.drillbook.spi.log.LogSource;
import io.drillbook.spi.log.Replay;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A source that keeps a log, as far as a restore sees it; otherwise like the one it stands on. */
public final class MadeUpLogSource implements SourceDriver, LogSource {
  public final List<Replay> replayed = new ArrayList<>();
  public final MadeUpSource base = new MadeUpSource();
  private final String kind;
  private final boolean keeps;

  public MadeUpLogSource(String kind) {
    this(kind, true);
  }

  public MadeUpLogSource(String kind, boolean keeps) {
    this.kind = kind;
    this.keeps = keeps;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public SourceProbe probe(Settings settings) {
    return base.probe(settings);
  }

  @Override
  public SourceCapture capture(
      String source, Settings settings, MemberSink sink, StepContext context) {
    SourceCapture made = base.capture(source, settings, sink, context);
    return new SourceCapture(source, kind, made.dataTime(), made.facts(), made.contents());
  }

  @Override
  public RestoreReport restore(
      SourceCapture capture,
      List<Member> members,
      MemberReader reader,
      Settings target,
      Settings production,
      StepContext context) {
    return base.restore(capture, members, reader, target, production, context);
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
    replayed.add(replay);
    RestoreReport plain = restore(capture, members, reader, target, production, context);
    Instant reached =
        replay.goal() instanceof RecoveryGoal.Time time ? time.instant() : Instant.EPOCH;
    return new RestoreReport(plain.contents(), plain.notes(), false, Optional.of(reached));
  }

  @Override
  public SourceProbe checkTarget(Settings target, Settings production, String runId) {
    return base.checkTarget(target, production, runId);
  }

  @Override
  public void discard(Settings target, String runId) {
    base.discard(target, runId);
  }

  @Override
  public void checkStructure(
      SourceCapture capture, List<Member> members, MemberReader reader, StepContext context) {
    base.checkStructure(capture, members, reader, context);
  }

  @Override
  public String manualRestore(SourceCapture capture, List<Member> members) {
    return base.manualRestore(capture, members);
  }

  @Override
  public boolean keepsLog(Settings settings) {
    return keeps && settings.optionalText("log").map(Boolean::parseBoolean).orElse(true);
  }

  @Override
  public Instant replaysFrom(SourceCapture capture) {
    return Optional.ofNullable(capture.facts().get("ended"))
        .map(Instant::parse)
        .orElse(capture.dataTime());
  }

  @Override
  public void receive(
      String name, Settings settings, Path spool, LogSink sink, StepContext context) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LogMark mark(String name, Settings settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LogHealth health(String name, Settings settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String place(String name, Settings settings) {
    return name;
  }

  @Override
  public void release(String name, Settings settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Duration markEvery(Settings settings) {
    return Duration.ofMinutes(1);
  }

  @Override
  public Optional<LogSource> log() {
    return Optional.of(this);
  }

  @Override
  public Optional<String> gap(Collection<String> names, long pieceBytes) {
    return Optional.empty();
  }

  @Override
  public Optional<LogNeed> need(SourceCapture capture) {
    return Optional.empty();
  }

  @Override
  public boolean isOlder(String name, String first) {
    return name.compareTo(first) < 0;
  }
}
