package io.drillbook.driver.source.directory;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a capture came across that a reader of the manifest must know. A file that changed while it
 * was read is no fact but the end of the capture, unless the plan allows it.
 */
final class Findings implements Walk.Observer {
  private static final int NAMED = 5;

  private final boolean allowChanging;
  private final Map<String, List<String>> named = new TreeMap<>();
  private final Map<String, Long> counts = new TreeMap<>();

  Findings(boolean allowChanging) {
    this.allowChanging = allowChanging;
  }

  @Override
  public void excluded(String name) {
    note("left out by 'exclude'", name);
  }

  @Override
  public void special(String name) {
    note("left out, a socket, pipe or device", name);
  }

  @Override
  public void vanished(String name) {
    changed(name, "it vanished while the folder was read");
  }

  void attribute(String name) {
    note("an extended attribute left out, not text", name);
  }

  /**
   * A file that was not the same from its first byte to its last.
   *
   * @throws Fault CAPTURE_FAILED unless the plan allows it
   */
  void changed(String name, String how) {
    if (!allowChanging) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture a file, " + how + ": '" + RawName.shown(name) + "'",
          "Capture a snapshot of the file system or a quiet hour, name the file under 'exclude', or"
              + " set 'allow-changing-files: true'.");
    }
    note("changed while read", name);
  }

  private synchronized void note(String what, String name) {
    counts.merge(what, 1L, Long::sum);
    List<String> some = named.computeIfAbsent(what, key -> new ArrayList<>());
    if (some.size() < NAMED) {
      some.add(RawName.shown(name));
    }
  }

  /** By kind of finding, how many and the first names. */
  synchronized Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    counts.forEach(
        (what, count) -> {
          List<String> some = named.get(what);
          String more = count > some.size() ? ", …" : "";
          facts.put(what, count + ": " + String.join(", ", some) + more);
        });
    return facts;
  }
}
