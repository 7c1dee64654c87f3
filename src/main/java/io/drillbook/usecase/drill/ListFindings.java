package io.drillbook.usecase.drill;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.record.Place;
import io.drillbook.spi.store.FindingStore;
import java.util.List;
import java.util.Optional;

/** What drills found wrong. */
public final class ListFindings {
  private static final int SHOWN = 200;

  private final FindingStore findings;

  /** A use case over this store. */
  public ListFindings(FindingStore findings) {
    this.findings = findings;
  }

  /**
   * Some of the findings, newest first.
   *
   * @param after the last one that was told already; empty at the beginning
   */
  public List<DrillFinding> list(
      Optional<Place> after, Optional<String> system, boolean closedToo, int limit) {
    return findings.newest(after, system, closedToo, limit);
  }

  /** The newest, of one system where one is named; closed ones too where they are wanted. */
  public List<DrillFinding> list(Optional<String> system, boolean closedToo) {
    return findings.newest(system, SHOWN).stream()
        .filter(finding -> closedToo || finding.isOpen())
        .toList();
  }
}
