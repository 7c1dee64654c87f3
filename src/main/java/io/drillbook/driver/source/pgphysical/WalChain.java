package io.drillbook.driver.source.pgphysical;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of one cluster's log that are there, looked at as a chain without a hole. */
final class WalChain {
  private final TreeMap<String, TreeSet<WalName>> timelines = new TreeMap<>();
  private final Collection<String> files;
  private final long bytes;

  /**
   * A chain of these files, in any order.
   *
   * @param bytes of each
   */
  WalChain(Collection<String> files, long bytes) {
    this.files = files;
    this.bytes = bytes;
    files.stream()
        .flatMap(file -> WalName.of(file).stream())
        .forEach(
            name -> timelines.computeIfAbsent(name.timeline(), one -> new TreeSet<>()).add(name));
  }

  /** The one written last. */
  Optional<WalName> last() {
    return timelines.values().stream().map(TreeSet::last).max(WalName::compareTo);
  }

  /** The first that is missing. */
  Optional<String> gap() {
    WalName reached = null;
    for (Map.Entry<String, TreeSet<WalName>> timeline : timelines.entrySet()) {
      if (reached != null) {
        Optional<String> between = between(reached, timeline.getValue().first());
        if (between.isPresent()) {
          return between;
        }
      }
      for (WalName name : timeline.getValue()) {
        boolean follows =
            reached == null
                || !reached.timeline().equals(name.timeline())
                || reached.next(bytes).equals(name);
        if (!follows) {
          return Optional.of(reached.next(bytes).file());
        }
        reached = name;
      }
    }
    return Optional.empty();
  }

  /** A new timeline begins with a copy of the file that the old one was in, or with the next. */
  private Optional<String> between(WalName old, WalName first) {
    if (first.number(bytes) > old.number(bytes) + 1) {
      return Optional.of(old.next(bytes).file());
    }
    String history = first.timeline() + ".history";
    return files.contains(history) ? Optional.empty() : Optional.of(history);
  }
}
