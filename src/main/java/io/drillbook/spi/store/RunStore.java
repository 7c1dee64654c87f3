package io.drillbook.spi.store;

import io.drillbook.domain.record.Place;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All runs ever started. Every method joins the caller's transaction. */
public interface RunStore {
  /** Adds a run; its id must be new. */
  void start(Run run);

  /** Closes a run; a run that is already closed stays as it was. */
  void end(String runId, Instant at, Verdict verdict);

  /** The run of that id. */
  Optional<Run> find(String runId);

  /**
   * Runs, newest first.
   *
   * @param system only this system, or every one
   * @param kind only this kind, or every one
   */
  List<Run> list(Optional<String> system, Optional<RunKind> kind, boolean openOnly, int limit);

  /**
   * Runs that stand behind a place of the same list.
   *
   * @param after the last run that was told already
   */
  default List<Run> listAfter(
      Place after, Optional<String> system, Optional<RunKind> kind, boolean openOnly, int limit) {
    return list(system, kind, openOnly, Integer.MAX_VALUE).stream()
        .filter(run -> after.isBefore(run.startedAt(), run.id()))
        .limit(limit)
        .toList();
  }

  /**
   * Runs of a system that ended in a period, in the order of their ends.
   *
   * @param from the first instant of it
   * @param to the first instant after it
   * @param after goes on behind this run; empty for the first page
   */
  default List<Run> ended(String system, Instant from, Instant to, Optional<Run> after, int limit) {
    Comparator<Run> order =
        Comparator.comparing((Run run) -> run.endedAt().orElseThrow()).thenComparing(Run::id);
    return list(Optional.of(system), Optional.empty(), false, Integer.MAX_VALUE).stream()
        .filter(
            run -> run.endedAt().filter(at -> !at.isBefore(from) && at.isBefore(to)).isPresent())
        .filter(run -> after.isEmpty() || order.compare(run, after.get()) > 0)
        .sorted(order)
        .limit(limit)
        .toList();
  }

  /** The ids of the system's runs that people started, not a schedule. */
  default Set<String> startedByPeople(String system) {
    return list(Optional.of(system), Optional.empty(), false, Integer.MAX_VALUE).stream()
        .filter(run -> !run.startedBy().startsWith("timer:"))
        .map(Run::id)
        .collect(Collectors.toSet());
  }

  /**
   * Of the runs of a kind that ended, the one that was started last. By our own count and not by
   * the clock: a run of a day on which the clock was a year ahead would else be the last one for a
   * year.
   */
  Optional<Run> lastEnded(String system, RunKind kind);
}
