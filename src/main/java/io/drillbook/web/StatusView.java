package io.drillbook.web;

import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.point.VaultLag;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.SystemStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A system's state as the API shows it. */
record StatusView(
    String system,
    String owner,
    String zone,
    Duration rto,
    Optional<Duration> rtoForecast,
    Optional<NewestView> newestPoint,
    Optional<NewestView> newestProven,
    List<SourceView> sources,
    List<RunView> openIncidents,
    Map<String, Instant> nextDue,
    List<VaultView> vaults,
    List<LagView> copies,
    ReadinessView.Line readiness,
    List<PausedView> paused) {

  static StatusView of(SystemStatus status, ShowReadiness.Standing standing) {
    return new StatusView(
        status.system(),
        status.owner(),
        status.zone().getId(),
        status.rto(),
        status.rtoForecast(),
        status.newest().map(NewestView::of),
        status.proven().map(NewestView::of),
        status.sources().stream().map(SourceView::of).toList(),
        status.openIncidents().stream().map(RunView::of).toList(),
        status.nextDue(),
        status.vaults().stream().map(VaultView::of).toList(),
        status.copies().stream().map(LagView::of).toList(),
        ReadinessView.Line.of(standing),
        status.owed().stream().map(PausedView::of).toList());
  }

  /**
   * A program that has to run so that writes go on that a backup paused.
   *
   * @param trouble what its last try ended with; empty where there was none
   */
  record PausedView(String run, String program, Instant since, String trouble) {
    static PausedView of(OwedProgram owed) {
      return new PausedView(owed.runId(), owed.inWords(), owed.owedAt(), owed.trouble());
    }
  }

  /** What would be lost of one source now. */
  record SourceView(
      String source,
      Duration rpo,
      Optional<Instant> dataTime,
      Optional<Duration> used,
      Optional<Duration> left,
      boolean met) {
    static SourceView of(SystemStatus.SourceStatus source) {
      return new SourceView(
          source.source(),
          source.rpo(),
          source.dataTime(),
          source.used(),
          source.left(),
          source.met());
    }
  }

  /** How the copies in a vault stand. */
  record LagView(
      String vault, long behind, Duration behindFor, long bad, Optional<Duration> oldestUnread) {
    static LagView of(VaultLag lag) {
      return new LagView(lag.vault(), lag.behind(), lag.behindFor(), lag.bad(), lag.oldestUnread());
    }
  }

  /** One vault's copy of a recovery point. */
  record CopyView(String vault, String state, Optional<Instant> readAt, String finding) {
    static CopyView of(PointCopy copy) {
      return new CopyView(
          copy.vault(),
          copy.state().name().toLowerCase(Locale.ROOT),
          copy.readAt(),
          copy.finding());
    }
  }

  /** A recovery point, in short. */
  record NewestView(
      String point,
      String state,
      Instant startedAt,
      Optional<Instant> sealedAt,
      long storedBytes,
      List<String> vaults,
      Map<String, Instant> dataTimes,
      String runId,
      Map<String, String> missing) {
    static NewestView of(CatalogPoint point) {
      return new NewestView(
          point.point(),
          point.state().name().toLowerCase(Locale.ROOT),
          point.startedAt(),
          point.sealedAt(),
          point.storedBytes(),
          point.vaults(),
          point.dataTimes(),
          point.runId(),
          point.missing());
    }
  }
}
