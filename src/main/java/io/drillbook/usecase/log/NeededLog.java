package io.drillbook.usecase.log;

import io.drillbook.domain.log.LogState;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.spi.log.LogNeed;
import io.drillbook.spi.store.CatalogStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which pieces of its log the recovery points of a source need. */
final class NeededLog {
  private final LogSubject subject;
  private final CatalogStore catalog;

  NeededLog(LogSubject subject, CatalogStore catalog) {
    this.subject = subject;
    this.catalog = catalog;
  }

  /** The newest usable point that holds the source. */
  Optional<CatalogPoint> newestPoint() {
    return catalog.points(subject.system()).stream()
        .filter(CatalogPoint::usable)
        .filter(point -> point.dataTimes().containsKey(subject.source()))
        .findFirst();
  }

  /** What a point needs. */
  Optional<LogNeed> of(CatalogPoint point) {
    return Optional.ofNullable(
            catalog.captures(subject.system(), point.point()).get(subject.source()))
        .flatMap(captured -> subject.log().need(captured.capture()));
  }

  /** What all points need that are known, whatever their state. */
  List<LogNeed> ofAll() {
    return catalog.points(subject.system()).stream().flatMap(point -> of(point).stream()).toList();
  }

  /**
   * What is missing between the newest point and the newest piece.
   *
   * @param names pieces that are there
   * @param state as it was before they were listed
   * @return in words
   */
  Optional<String> missing(Set<String> names, LogState state, Optional<LogNeed> need) {
    if (need.isEmpty() || state.newest().isEmpty()) {
      return Optional.empty();
    }
    if (!need.get().series().equals(state.series())) {
      return Optional.of("the newest recovery point is of another database cluster");
    }
    String first = need.get().piece();
    if (subject.log().isOlder(state.newest(), first)) {
      // The point was sealed a moment ago; the log is still on its way to where it ends.
      return Optional.empty();
    }
    List<String> since =
        names.stream().filter(name -> !subject.log().isOlder(name, first)).toList();
    return Stream.of(first, state.newest())
        .filter(name -> !names.contains(name))
        .findFirst()
        .or(() -> subject.log().gap(since, state.pieceBytes()));
  }
}
