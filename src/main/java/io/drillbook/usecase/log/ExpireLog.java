package io.drillbook.usecase.log;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.pipeline.PointLayout;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.spi.log.LogNeed;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Removes pieces of a log that no recovery point needs any more: those older than the first piece
 * that the oldest point of their series needs. Points count whatever their state, and held ones
 * too. Of a series of which no point is known nothing is removed: the catalog may be new. Nothing
 * is removed either while a vault of the plan is silent or holds a point that is not known.
 */
final class ExpireLog {
  private static final Logger LOG = System.getLogger(ExpireLog.class.getName());

  /** System, point and file. */
  private static final int POINT_PARTS = 3;

  private final LogSubject subject;
  private final LogTools tools;

  ExpireLog(LogSubject subject, LogTools tools) {
    this.subject = subject;
    this.tools = tools;
  }

  void run() {
    if (!knowsEveryPoint()) {
      return;
    }
    List<LogNeed> needs = new NeededLog(subject, tools.catalog()).ofAll();
    for (StoredLog place : LogPlaces.of(subject.plan(), subject.source(), tools.vaults()).all()) {
      try {
        expire(place, needs);
      } catch (Fault e) {
        LOG.log(
            Level.INFO,
            "no pieces of a log were removed from the vault ''{0}'': {1}",
            place.vault(),
            e.getMessage());
      }
    }
  }

  /**
   * Whether each point that lies in a vault of the plan is known: one that came back with a vault
   * that was away, or was sealed into a database that was lost, needs the log too.
   */
  private boolean knowsEveryPoint() {
    List<String> vaults = new ArrayList<>(subject.plan().backup().vaults());
    vaults.addAll(subject.plan().backup().cold());
    for (String vault : vaults) {
      try {
        Optional<String> unknown = unknownPoint(vault);
        if (unknown.isPresent()) {
          LOG.log(
              Level.WARNING,
              "no pieces of the log of ''{0}'' are removed: the vault ''{1}'' holds ''{2}'', which"
                  + " the catalog does not know",
              subject.inWords(),
              vault,
              unknown.get());
          return false;
        }
      } catch (Fault e) {
        LOG.log(
            Level.INFO,
            "no pieces of the log of ''{0}'' are removed, a vault does not say which recovery"
                + " points it holds: {1}",
            subject.inWords(),
            e.getMessage());
        return false;
      }
    }
    return true;
  }

  private Optional<String> unknownPoint(String vault) {
    String system = subject.system();
    return tools.vaults().vault(vault).list(system + "/").stream()
        .map(entry -> entry.key().split("/", -1))
        .filter(parts -> parts.length == POINT_PARTS && parts[2].equals(PointLayout.SIGNATURE))
        .map(parts -> parts[1])
        .filter(point -> tools.catalog().find(system, point).isEmpty())
        .findFirst();
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
