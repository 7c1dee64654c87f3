package io.drillbook.usecase.log;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.log.LogManifest;
import io.drillbook.domain.log.LogState;
import io.drillbook.pipeline.LogInventory;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.spi.log.LogNeed;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/** Gives each vault what it lacks of a log and another one has: deleted there, or never stored. */
final class MendLog {
  private static final Logger LOG = System.getLogger(MendLog.class.getName());

  /** So many at a time, so that the next look is not long in coming. */
  private static final int AT_ONCE = 100;

  private static final long PATIENCE_SECONDS = 10;

  private final LogSubject subject;
  private final LogTools tools;
  private final Lock writing;

  MendLog(LogSubject subject, LogTools tools, Lock writing) {
    this.subject = subject;
    this.tools = tools;
    this.writing = writing;
  }

  /**
   * Fills what can be filled.
   *
   * @return false where it could not be tried, because a piece is being stored all the time
   */
  boolean run(LogState state, Optional<LogNeed> need, Map<StoredLog, LogInventory> seen) {
    String series = state.series();
    String first = need.filter(it -> it.series().equals(series)).map(LogNeed::piece).orElse("");
    Set<String> all = new TreeSet<>();
    seen.values().forEach(inventory -> all.addAll(inventory.whole(series)));
    all.removeIf(
        name -> subject.log().isOlder(name, first) || subject.log().isOlder(state.newest(), name));
    if (seen.values().stream().allMatch(it -> it.whole(series).containsAll(all))) {
      return true;
    }
    if (!locked()) {
      return false;
    }
    try {
      seen.keySet().forEach(place -> fill(place, series, all, seen));
    } finally {
      writing.unlock();
    }
    return true;
  }

  private boolean locked() {
    try {
      return writing.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void fill(
      StoredLog place, String series, Set<String> all, Map<StoredLog, LogInventory> seen) {
    List<String> mended = new ArrayList<>();
    try {
      Set<String> there = place.list().whole(series);
      all.stream()
          .filter(name -> !there.contains(name))
          .limit(AT_ONCE)
          .filter(name -> fill(place, series, name, seen))
          .forEach(mended::add);
    } catch (Fault e) {
      LOG.log(Level.WARNING, "a vault cannot be given what it lacks of a log: {0}", e.getMessage());
    }
    if (!mended.isEmpty() && subject.plan().backup().required().contains(place.vault())) {
      tools
          .tell()
          .mended(subject.plan(), subject.source(), place.vault(), String.join("\n", mended));
    }
  }

  private boolean fill(
      StoredLog place, String series, String name, Map<StoredLog, LogInventory> seen) {
    for (Map.Entry<StoredLog, LogInventory> other : seen.entrySet()) {
      if (other.getValue().whole(series).contains(name)
          && copy(other.getKey(), place, series, name)) {
        return true;
      }
    }
    return false;
  }

  private boolean copy(StoredLog from, StoredLog to, String series, String name) {
    try {
      List<String> signers = subject.plan().backup().trustedSigners();
      Optional<LogManifest> manifest = from.find(series, name, tools.keys(), signers);
      if (manifest.isEmpty()) {
        return false;
      }
      from.check(manifest.get().segment());
      to.remove(series, name);
      from.copyTo(to, manifest.get());
      return true;
    } catch (Fault e) {
      LOG.log(
          Level.WARNING,
          "a piece of a log could not be copied to the vault ''{0}'': {1}",
          to.vault(),
          e.getMessage());
      return false;
    }
  }
}
