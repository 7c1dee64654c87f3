package io.drillbook.engine.runbook;

import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import java.util.List;
import java.util.Optional;

/** Says whether a run may begin, whichever way it was started. */
@FunctionalInterface
public interface StartJudge {
  /** Lets every run begin. */
  StartJudge LENIENT = (run, target, override) -> List.of();

  /**
   * Judges, in the transaction in which the run begins.
   *
   * @param target where it restores to, if it does
   * @param override why it shall begin although a guard says no
   * @return lines for the run's record
   * @throws io.drillbook.domain.fault.Fault NOT_ALLOWED where it may not begin, TARGET_IN_USE where
   *     another run restores into the target
   */
  List<EntryDraft> judge(Run run, Optional<String> target, Optional<String> override);

  /**
   * Hears that a run begins to restore into a target, which may be another than at its start.
   *
   * @return lines for the run's record
   */
  default List<EntryDraft> restores(Run run, String target) {
    return List.of();
  }
}
