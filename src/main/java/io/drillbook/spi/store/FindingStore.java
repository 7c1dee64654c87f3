package io.drillbook.spi.store;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.finding.DrillFinding.Closure;
import io.drillbook.domain.record.Place;
import java.util.List;
import java.util.Optional;

/** What drills found wrong. Joins the caller's transaction. */
public interface FindingStore {
  /** Writes an open finding. */
  void add(DrillFinding finding);

  /**
   * Closes a finding.
   *
   * @return false where it is closed already, or there is none
   */
  boolean close(String id, Closure closure);

  /** The finding of that id. */
  Optional<DrillFinding> find(String id);

  /** The open findings of a system, oldest first: while there is one, its plan is not proven. */
  List<DrillFinding> open(String system);

  /** The newest findings, closed ones included. */
  default List<DrillFinding> newest(Optional<String> system, int limit) {
    return newest(Optional.empty(), system, true, limit);
  }

  /**
   * The same from a place of the list on.
   *
   * @param after the last finding that was told already, by when it was opened
   * @param closedToo whether closed ones are told
   */
  List<DrillFinding> newest(
      Optional<Place> after, Optional<String> system, boolean closedToo, int limit);
}
