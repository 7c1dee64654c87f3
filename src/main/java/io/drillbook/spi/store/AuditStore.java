package io.drillbook.spi.store;

import io.drillbook.domain.audit.AuditFilter;
import io.drillbook.domain.audit.AuditLine;
import io.drillbook.domain.audit.NumberedRun;
import io.drillbook.domain.audit.Period;
import io.drillbook.domain.audit.Place;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RunKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks through the records of all runs. Changes nothing. */
public interface AuditStore {
  /**
   * Lines that fit, newest first. Towards newer ones they end before a young gap in the numbers:
   * the line that belongs there may be about to be committed.
   */
  List<AuditLine> lines(AuditFilter filter, Place place);

  /**
   * Runs that started in a period, newest first. Towards newer ones they end before a young gap, as
   * lines do.
   *
   * @param kinds only these; all where it is empty
   */
  List<NumberedRun> runs(Period period, Optional<String> system, Set<RunKind> kinds, Place place);

  /** The newest fact of that outcome on the installation's own record. */
  Optional<EntryDraft> lastFact(String outcome);
}
