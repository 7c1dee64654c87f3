package io.drillbook.spi.source;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a restore did.
 *
 * @param contents counts found in the target afterwards, comparable with the capture's
 * @param notes what the tools complained about and was allowed, for the record
 * @param alreadyDone true where an earlier attempt of the same run had taken effect and nothing was
 *     written now
 * @param reached where a log was replayed: everything committed before this instant is there; it
 *     counts for the achieved RPO, so it is never later than what the server itself says it reached
 * @param inPart true where the target's settings asked for a part only: what was left out is not
 *     proven by it
 */
public record RestoreReport(
    Map<String, Long> contents,
    List<String> notes,
    boolean alreadyDone,
    Optional<Instant> reached,
    boolean inPart) {
  public RestoreReport {
    contents = new TreeMap<>(contents);
    notes = List.copyOf(notes);
  }

  /** One that holds the data of the capture. */
  public RestoreReport(Map<String, Long> contents, List<String> notes, boolean alreadyDone) {
    this(contents, notes, alreadyDone, Optional.empty());
  }

  /** One of everything. */
  public RestoreReport(
      Map<String, Long> contents,
      List<String> notes,
      boolean alreadyDone,
      Optional<Instant> reached) {
    this(contents, notes, alreadyDone, reached, false);
  }
}
