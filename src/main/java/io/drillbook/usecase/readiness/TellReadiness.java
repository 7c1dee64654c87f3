package io.drillbook.usecase.readiness;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.readiness.ReadinessNews;
import io.drillbook.domain.readiness.ReadinessNews.Kind;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.ReadinessStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.incident.Notice;
import io.drillbook.usecase.incident.NotifyPeople;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Tells people once that less can be relied on than they know, and once that all is good again. A
 * mail that could not be handed over is tried again after the next check.
 */
public final class TellReadiness {
  private static final String ACTOR = "drillbook";

  private final Plans plans;
  private final ReadinessStore store;
  private final NotifyPeople people;
  private final RecordStore record;
  private final Clock clock;

  /** A use case over these ports. */
  public TellReadiness(
      Plans plans, ReadinessStore store, NotifyPeople people, RecordStore record, Clock clock) {
    this.plans = plans;
    this.store = store;
    this.people = people;
    this.record = record;
    this.clock = clock;
  }

  /** Whether a report says what people do not know. */
  public boolean isNews(ReadinessReport report) {
    return store.told(report.system()).of(report).isPresent();
  }

  /** Tells what the newest check found, if it is news. */
  public void tell(String system, String runId, StepRef step) {
    Optional<ReadinessReport> report = store.latest(system);
    ReadinessNews told = store.told(system);
    Optional<Kind> kind = report.flatMap(told::of);
    Optional<ProtectionPlan> plan = plan(system);
    if (kind.isEmpty() || plan.isEmpty()) {
      return;
    }
    Notice notice = new ReadinessNotices(system).of(report.get(), kind.get());
    if (send(plan.get(), notice, runId, step)) {
      store.tell(system, told.after(report.get()));
    }
  }

  /** Tells that the check itself could not be made; it is never silent about itself. */
  public void tellOfFailure(String system, String runId, StepRef step, String why) {
    plan(system)
        .ifPresent(plan -> send(plan, new ReadinessNotices(system).notChecked(why), runId, step));
  }

  /** It may have been taken away while it was checked; then there is nobody left to tell. */
  private Optional<ProtectionPlan> plan(String system) {
    return plans.all().stream().filter(plan -> plan.system().equals(system)).findFirst();
  }

  private boolean send(ProtectionPlan plan, Notice notice, String runId, StepRef step) {
    List<String> told = List.of();
    String outcome = notice.subject();
    boolean sent = false;
    try {
      told = people.run(plan, notice);
      sent = true;
    } catch (Fault fault) {
      outcome = "COULD NOT BE SENT: " + notice.subject();
    }
    record.appendNow(runId, Entries.notified(clock.instant(), step, ACTOR, outcome, told));
    return sent;
  }
}
