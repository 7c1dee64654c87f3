package io.drillbook.usecase.log;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.log.LogManifest;
import io.drillbook.pipeline.LogInventory;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.spi.log.LogNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gives each vault what it lacks of a log and another one has: deleted there, or never stored. */
final class MendLog {
  /** So many at a time, so that the next look is not long in coming. */
  private static final int AT_ONCE = 100;

  private final LogSubject subject;
  private final LogTools tools;

  MendLog(LogSubject subject, LogTools tools) {
    this.subject = subject;
    this.tools = tools;
  }

  void run(String series, Optional<LogNeed> need, Map<StoredLog, LogInventory> seen) {
    Set<String> all = new TreeSet<>();
    seen.values().forEach(inventory -> all.addAll(inventory.whole(series)));
    String first =
        need.filter(it -> it.series().equals(series)).map(LogNeed::piece).orElse("");
    all.removeIf(name -> subject.log().isOlder(name, first));
    seen.forEach(
        (place, inventory) -> {
          List<String> missing =
              all.stream()
                  .filter(name -> !inventory.whole(series).contains(name))
                  .limit(AT_ONCE)
                  .toList();
          if (!missing.isEmpty()) {
            fill(place, series, missing, seen);
          }
        });
  }

  private void fill(
      StoredLog place, String series, List<String> missing, Map<StoredLog, LogInventory> seen) {
    List<String> mended = new ArrayList<>();
    for (String name : missing) {
      for (Map.Entry<StoredLog, LogInventory> other : seen.entrySet()) {
        if (other.getValue().whole(series).contains(name) && copy(other.getKey(), place, series, name)) {
          mended.add(name);
          break;
        }
      }
    }
    if (!mended.isEmpty()) {
      tools
          .tell()
          .mended(subject.plan(), subject.source(), place.vault(), String.join("\n", mended));
    }
  }

  private boolean copy(StoredLog from, StoredLog to, String series, String name) {
    try {
      List<String> signers = subject.plan().backup().trustedSigners();
      Optional<LogManifest> manifest = from.find(series, name, tools.keys(), signers);
      // A vault may hold its signature alone; stored a moment ago, it is not missing at all.
      if (manifest.isEmpty() || to.list().whole(series).contains(name)) {
        return false;
      }
      to.remove(series, name);
      from.copyTo(to, manifest.get());
      return true;
    } catch (Fault e) {
      System.getLogger(MendLog.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "a piece of a log could not be copied to the vault ''{0}'': {1}",
              to.vault(),
              e.getMessage());
      return false;
    }
  }
}
