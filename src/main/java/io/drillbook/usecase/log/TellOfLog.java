package io.drillbook.usecase.log;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.usecase.incident.Notice;
import io.drillbook.usecase.incident.Notice.Audience;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.incident.NotifyPeople.About;
import java.util.Set;

/** Tells people of a log that is not kept as promised, and that it is again. */
public final class TellOfLog {
  private final NotifyPeople people;

  /** Tells by these messages. */
  public TellOfLog(NotifyPeople people) {
    this.people = people;
  }

  /** Something is wrong with the log of a source. */
  void trouble(ProtectionPlan plan, String source, LogTrouble trouble, String detail) {
    tell(
        plan,
        "log-" + trouble.word(),
        "%s: the log of '%s' %s".formatted(plan.system(), source, trouble.subject()),
        """
        %s

        %s

        HINT: %s

        See:  drillbook status %s
        """
            .formatted(trouble.meaning(), detail, trouble.hint(), plan.system()));
  }

  /** Pieces were missing in one vault and were put back from another. */
  void mended(ProtectionPlan plan, String source, String vault, String pieces) {
    tell(
        plan,
        "log-mended",
        "%s: pieces of the log of '%s' were MISSING in a vault".formatted(plan.system(), source),
        """
        In the vault '%s' these were missing, and were copied there again from another one:

        %s

        HINT: Who or what removes objects there?
        """
            .formatted(vault, pieces));
  }

  /** All is well again. */
  void worksAgain(ProtectionPlan plan, String source) {
    tell(
        plan,
        "log-works",
        "%s: the log of '%s' is kept again".formatted(plan.system(), source),
        "The log is received, and joins the newest recovery point without a hole.\n");
  }

  private void tell(ProtectionPlan plan, String event, String subject, String text) {
    people.run(
        plan,
        new Notice(Set.of(Audience.ONCALL, Audience.OWNER), subject, text),
        About.event(event));
  }
}
