package io.drillbook.usecase.evidence;

import io.drillbook.domain.evidence.PeriodEvidence;
import io.drillbook.domain.evidence.PeriodEvidence.PeriodRun;
import java.util.List;

/** Prints the summary of a period for people. */
@FunctionalInterface
public interface PeriodPaper {
  /**
   * The summary as a PDF file.
   *
   * @param runs those that people read one by one: the rest is counted
   */
  byte[] print(PeriodEvidence period, List<PeriodRun> runs);
}
