package io.drillbook.usecase.log;

import io.drillbook.domain.log.LogState;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.spi.store.LogStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Up to when the data of a source is safe: the newest recovery point's time, or later where its log
 * is kept since.
 */
public final class SafeUntil {
  private final LogStore logs;

  /** By what these say. */
  public SafeUntil(LogStore logs) {
    this.logs = logs;
  }

  /**
   * The instant; everything committed before it can be recovered.
   *
   * @param points of the system, in any order
   * @return empty where no usable point holds the source
   */
  public Optional<Instant> of(String system, String source, List<CatalogPoint> points) {
    Optional<Instant> newest =
        points.stream()
            .filter(CatalogPoint::usable)
            .flatMap(point -> Stream.ofNullable(point.dataTimes().get(source)))
            .max(Comparator.naturalOrder());
    return newest.map(
        at ->
            logs.find(system, source)
                .filter(LogState::isWhole)
                .flatMap(LogState::safeAt)
                .filter(safe -> safe.isAfter(at))
                .orElse(at));
  }
}
