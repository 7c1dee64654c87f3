package io.drillbook.web;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.retention.Hold;
import io.drillbook.domain.retention.Judgement;
import io.drillbook.usecase.retention.ShowPoints;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A recovery point with what becomes of it, as the API shows it. */
record PointView(
    String point,
    String state,
    Instant startedAt,
    Optional<Instant> sealedAt,
    long storedBytes,
    List<String> vaults,
    Map<String, Instant> dataTimes,
    String runId,
    List<HoldView> holds,
    ExpiryView expiry,
    List<StatusView.CopyView> copies,
    Map<String, String> missing) {

  static PointView of(ShowPoints.Shown shown, List<PointCopy> copies) {
    CatalogPoint point = shown.judgement().point();
    return new PointView(
        point.point(),
        point.state().name().toLowerCase(Locale.ROOT),
        point.startedAt(),
        point.sealedAt(),
        point.storedBytes(),
        point.vaults(),
        point.dataTimes(),
        point.runId(),
        shown.holds().stream().map(HoldView::of).toList(),
        ExpiryView.of(shown.judgement()),
        copies.stream().map(StatusView.CopyView::of).toList(),
        point.missing());
  }

  /** A veto. */
  record HoldView(
      String id, String reason, String heldBy, Instant heldAt, Optional<Instant> until) {
    static HoldView of(Hold hold) {
      return new HoldView(hold.id(), hold.reason(), hold.heldBy(), hold.heldAt(), hold.until());
    }
  }

  /**
   * Whether it stays.
   *
   * @param reasons words such as {@code daily} and {@code held}
   * @param until the earliest instant at which it could go, where time alone decides
   */
  record ExpiryView(boolean keep, List<String> reasons, String why, Optional<Instant> until) {
    static ExpiryView of(Judgement judgement) {
      return new ExpiryView(
          judgement.keep(),
          judgement.reasons().stream().map(why -> why.kind().id()).distinct().toList(),
          judgement.why(),
          judgement.keptUntil());
    }
  }
}
