package io.drillbook.usecase.readiness;

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
import io.drillbook.usecase.incident.NotifyPeople.About;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells people once that less can be relied on than they know, and once that all is good again. The
 * message and the note that it was told are in the caller's transaction.
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
    String event = "readiness-" + kind.get().name().toLowerCase(Locale.ROOT);
    send(plan.get(), notice, event, runId, step);
    store.tell(system, told.after(report.get()));
  }

  /** Tells that the check itself could not be made; it is never silent about itself. */
  public void tellOfFailure(String system, String runId, StepRef step, String why) {
    plan(system)
        .ifPresent(
            plan ->
                send(
                    plan,
                    new ReadinessNotices(system).notChecked(why),
                    "readiness-unknown",
                    runId,
                    step));
  }

  /** It may have been taken away while it was checked; then there is nobody left to tell. */
  private Optional<ProtectionPlan> plan(String system) {
    return plans.all().stream().filter(plan -> plan.system().equals(system)).findFirst();
  }

  private void send(ProtectionPlan plan, Notice notice, String event, String runId, StepRef step) {
    // A check that found what the one before found is no run: nothing can be linked to.
    Optional<String> run = Optional.of(runId).filter(id -> !record.entries(id).isEmpty());
    List<String> told = people.run(plan, notice, new About(run, event, Optional.empty()));
    String outcome = told.isEmpty() ? "NOBODY TO TELL: " + notice.subject() : notice.subject();
    record.append(runId, Entries.notified(clock.instant(), step, ACTOR, outcome, told));
  }
}
