package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.notify.Notifier;
import io.drillbook.usecase.incident.Notice.Audience;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Sends a message to those whom the plan names. */
public final class NotifyPeople {
  private static final Logger LOG = System.getLogger(NotifyPeople.class.getName());

  private final Notifier notifier;

  /** A use case over one way to reach people. */
  public NotifyPeople(Notifier notifier) {
    this.notifier = notifier;
  }

  /**
   * Sends it.
   *
   * @return the addresses it went to, each once; empty where the plan names nobody
   * @throws Fault COMMAND_FAILED where it could not be handed over, already logged; the caller
   *     decides, and no runbook ends because of a mail
   */
  public List<String> run(ProtectionPlan plan, Notice notice) {
    List<String> recipients =
        notice.audience().stream()
            .sorted()
            .flatMap(audience -> addresses(plan, audience).stream())
            .distinct()
            .toList();
    if (recipients.isEmpty()) {
      LOG.log(Level.WARNING, "nobody to tell: ''{0}''", notice.subject());
      return recipients;
    }
    try {
      notifier.send(recipients, notice.subject(), notice.text());
    } catch (Fault e) {
      LOG.log(Level.ERROR, "{0} HINT: {1}", e.getMessage(), e.hint());
      throw e;
    }
    return recipients;
  }

  private static List<String> addresses(ProtectionPlan plan, Audience audience) {
    return switch (audience) {
      case ONCALL -> plan.audience().oncall();
      case MANAGERS -> plan.audience().managers();
      case OWNER -> plan.owner().isBlank() ? List.of() : List.of(plan.owner());
    };
  }
}
