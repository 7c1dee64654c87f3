package io.drillbook.usecase.incident;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.StepRef;

/** Where a mail leads: a vote to the page that fits a phone, everything else to Tasklist. */
final class ApprovalLinks {
  private ApprovalLinks() {}

  /** A path of this server. The page is the run's: it shows whichever vote is open by then. */
  static String of(Run run, StepRef step, String taskId) {
    return ApprovalLines.STEP.equals(step.id())
        ? "/approve/" + run.id()
        : "/camunda/app/tasklist/default/#/?task=" + taskId;
  }
}
