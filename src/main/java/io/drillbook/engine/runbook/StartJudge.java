package io.drillbook.engine.runbook;

import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import java.util.List;
import java.util.Optional;

/** Says whether a run may begin, whichever way it was started. */
@FunctionalInterface
public interface StartJudge {
  /** Lets every run begin. */
  StartJudge LENIENT = (run, override) -> List.of();

  /**
   * Judges.
   *
   * @param override why it shall begin although a guard says no
   * @return lines for the run's record
   * @throws io.drillbook.domain.fault.Fault NOT_ALLOWED where it may not begin
   */
  List<EntryDraft> judge(Run run, Optional<String> override);
}
