package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.Run;
import io.drillbook.usecase.incident.Notice.Audience;
import java.util.Set;

/** Messages about the two sides of a system: what happened, what is asked, where to look. */
final class FailoverNotices {
  private FailoverNotices() {}

  /** Both sides accept writes. */
  static Notice splitBrain(Run run, ProtectionPlan plan, Fault fault, String link) {
    return new Notice(
        Set.of(Audience.ONCALL, Audience.MANAGERS, Audience.OWNER),
        plan.system() + ": SPLIT BRAIN, both sides accept writes, decide now",
        """
        Traffic of %s was moved, and the side that it left accepts writes again.
        Rows drift apart each second. An on-call engineer decides which side goes on.

        %s
        HINT: %s

        Run:  %s
        Look: %s
        """
            .formatted(plan.system(), fault.getMessage(), fault.hint(), run.id(), link));
  }

  /** The system is home again. */
  static Notice failedBack(Run run, ProtectionPlan plan, String link) {
    return new Notice(
        Set.of(Audience.ONCALL, Audience.OWNER),
        plan.system() + ": the service is home again",
        """
        %s went home with the data that was written on the standby; its traffic is there.

        Run:  %s
        Look: %s
        """
            .formatted(plan.system(), run.id(), link));
  }

  /**
   * A fail-back did not go to its end. Traffic may be on either side, the rollback may have failed
   * too: the message says nothing of where it is or who accepts writes, but that both be looked at.
   */
  static Notice failBackFailed(Run run, ProtectionPlan plan, Fault fault, String link) {
    return new Notice(
        Set.of(Audience.ONCALL, Audience.MANAGERS, Audience.OWNER),
        plan.system() + ": FAIL-BACK FAILED, look where traffic goes",
        """
        The fail-back of %s did not go to its end. Look where traffic goes, and that this side and
        no other accepts writes: a fence may still hold.

        %s
        HINT: %s

        Run:  %s
        Look: %s
        """
            .formatted(plan.system(), fault.getMessage(), fault.hint(), run.id(), link));
  }
}
