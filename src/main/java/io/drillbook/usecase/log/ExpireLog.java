package io.drillbook.usecase.log;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.spi.log.LogNeed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Removes pieces of a log that no recovery point needs any more: those older than the first piece
 * that the oldest point of their series needs. Points count whatever their state, and held ones
 * too. Of a series of which no point is known nothing is removed: the catalog may be new.
 */
final class ExpireLog {
  private final LogSubject subject;
  private final LogTools tools;

  ExpireLog(LogSubject subject, LogTools tools) {
    this.subject = subject;
    this.tools = tools;
  }

  void run() {
    List<LogNeed> needs = new NeededLog(subject, tools.catalog()).ofAll();
    for (StoredLog place : LogPlaces.of(subject.plan(), subject.source(), tools.vaults()).all()) {
      try {
        expire(place, needs);
      } catch (Fault e) {
        System.getLogger(ExpireLog.class.getName())
            .log(
                System.Logger.Level.INFO,
                "no pieces of a log were removed from the vault ''{0}'': {1}",
                place.vault(),
                e.getMessage());
      }
    }
  }

  private void expire(StoredLog place, List<LogNeed> needs) {
    var inventory = place.list();
    Map<String, Set<String>> all = new TreeMap<>();
    for (var part : List.of(inventory.whole(), inventory.cut(), inventory.unsigned())) {
      part.forEach(
          (series, names) -> all.computeIfAbsent(series, it -> new TreeSet<>()).addAll(names));
    }
    all.forEach(
        (series, names) -> {
          List<LogNeed> own = needs.stream().filter(it -> it.series().equals(series)).toList();
          if (!own.isEmpty()) {
            names.stream()
                .filter(
                    name -> own.stream().allMatch(it -> subject.log().isOlder(name, it.piece())))
                .forEach(name -> remove(place, series, name));
          }
        });
  }

  /** What the vault itself retains goes later. */
  private static void remove(StoredLog place, String series, String name) {
    try {
      place.remove(series, name);
    } catch (Fault e) {
      if (e.code() != FaultCode.NOT_ALLOWED) {
        throw e;
      }
    }
  }
}
