package io.drillbook.domain.record;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sources that on-call left for later so that the service is back sooner, on the record. */
public final class Postponed {
  private static final StepRef STEP = StepRef.wholeRun("Restore later");
  private static final String LATER = "restored later";

  private Postponed() {}

  /** The decision: a skip with a reason, which the verdict tells. */
  public static EntryDraft decided(Instant at, String person, Set<String> sources, String reason) {
    EntryDraft line = Entries.decision(at, STEP, person, Choice.SKIP, reason);
    Map<String, String> details = new TreeMap<>(line.details());
    details.put(LATER, String.join(",", new TreeSet<>(sources)));
    return new EntryDraft(
        line.at(),
        line.kind(),
        line.step(),
        line.name(),
        line.actor(),
        line.attempt(),
        line.outcome(),
        details);
  }

  /** The sources that are left for later; one that was restored all the same is not among them. */
  public static Set<String> sources(List<RecordEntry> record) {
    Set<String> later = new TreeSet<>();
    for (RecordEntry entry : record) {
      EntryDraft line = entry.entry();
      if (line.kind() == EntryKind.DECISION && !line.detail(LATER).isEmpty()) {
        later.addAll(Arrays.asList(line.detail(LATER).split(",", -1)));
      }
      if (line.kind() == EntryKind.FACT && line.outcome().equals(Entries.RESTORED)) {
        later.remove(line.detail(Entries.SOURCE));
      }
    }
    return later;
  }
}
