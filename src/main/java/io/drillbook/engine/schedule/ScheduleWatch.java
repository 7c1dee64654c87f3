package io.drillbook.engine.schedule;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.DrillPlan;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.spi.store.ScheduleStore;
import io.drillbook.usecase.readiness.FireSchedule;
import io.drillbook.usecase.readiness.FireSchedule.Firing;
import io.drillbook.usecase.readiness.FireSchedule.Start;
import io.drillbook.usecase.readiness.NextDue;
import io.drillbook.usecase.readiness.SettleSchedule;
import io.drillbook.usecase.readiness.TellOfMissed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The two steps of a watch over one schedule. */
public final class ScheduleWatch {
  /** What waits for the run before it asks again after this. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(30);

  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private final Plans plans;
  private final SettleSchedule settleSchedule;
  private final NextDue nextDue;
  private final FireSchedule fireSchedule;
  private final TellOfMissed tellOfMissed;
  private final Runbooks runbooks;
  private final ScheduleStore schedules;
  private final ScheduleSupervisor supervisor;
  private final Clock clock;

  /** Steps over these plans. */
  public ScheduleWatch(
      Plans plans,
      SettleSchedule settleSchedule,
      NextDue nextDue,
      FireSchedule fireSchedule,
      TellOfMissed tellOfMissed,
      Runbooks runbooks,
      ScheduleStore schedules,
      ScheduleSupervisor supervisor,
      Clock clock) {
    this.plans = plans;
    this.settleSchedule = settleSchedule;
    this.nextDue = nextDue;
    this.fireSchedule = fireSchedule;
    this.tellOfMissed = tellOfMissed;
    this.runbooks = runbooks;
    this.schedules = schedules;
    this.supervisor = supervisor;
    this.clock = clock;
  }

  /**
   * Sets the timer; a schedule that changed counts from now, so that due times it never promised
   * are not missed.
   */
  public void computeNextDue(DelegateExecution execution) {
    Optional<ScheduledWork> work = work(execution);
    String rule = work.map(w -> w.cron() + " " + w.zone()).orElse("");
    if (!rule.equals(execution.getVariable("rule"))) {
      boolean first = execution.getVariable("rule") == null;
      execution.setVariable("rule", rule);
      Instant since = first ? since(execution) : clock.instant();
      execution.setVariable("inForceSince", since.toString());
    }
    work.map(w -> settleSchedule.settle(w, inForceSince(execution)))
        .ifPresent(since -> execution.setVariable("inForceSince", since.toString()));
    Instant due = work.flatMap(w -> nextDue.of(w, inForceSince(execution))).orElse(NEVER);
    boolean waits = work.filter(w -> fireSchedule.mustWait(w, due)).isPresent();
    Instant at = waits ? clock.instant().plus(ASK_AGAIN) : due;
    execution.setVariable(Variables.DUE_AT, Date.from(at));
  }

  /** Writes the ledger, starts the run and the next watch: all in one transaction. */
  public void fire(DelegateExecution execution) {
    ScheduledWork work = work(execution).orElseThrow();
    // The clock may have been set since the timer was.
    Instant since = settleSchedule.settle(work, inForceSince(execution));
    Firing firing = fireSchedule.fire(work, since);
    firing.start().ifPresent(run -> startRun(work, run));
    tellOfMissed.tell(plans.plan(work.system()), work, firing);
    schedules.releaseChain(work.system(), work.schedule(), execution.getProcessInstanceId());
    if (!supervisor.startWatch(work.system(), work.schedule())) {
      throw new IllegalStateException("another watch holds the schedule " + work.schedule());
    }
  }

  private void startRun(ScheduledWork work, Start run) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(Variables.SYSTEM, work.system());
    run.drill()
        .ifPresent(
            name -> {
              ProtectionPlan plan = plans.plan(work.system());
              DrillPlan drill = plan.drills().get(name);
              variables.put(Variables.SCENARIO, drill.scenario().id());
              variables.put(Variables.TARGET, drill.target());
              drill.until().ifPresent(until -> variables.put(Variables.UNTIL, until));
            });
    runbooks.start(processOf(run.kind()), run.runId(), variables, "timer:" + work.schedule());
  }

  private static String processOf(RunKind kind) {
    return switch (kind) {
      case DRILL -> "run-drill";
      case CHECK -> "check-recovery-points";
      case EXPIRY -> "expire-recovery-points";
      case READINESS -> "check-readiness";
      default -> "take-backup";
    };
  }

  /** A watch begun by the one before it goes on counting where the ledger ends. */
  private Instant since(DelegateExecution execution) {
    return schedules
        .newestDue(
            (String) execution.getVariable(Variables.SYSTEM),
            (String) execution.getVariable(Variables.SCHEDULE),
            clock.instant())
        .orElseGet(clock::instant);
  }

  private static Instant inForceSince(DelegateExecution execution) {
    return Instant.parse((String) execution.getVariable("inForceSince"));
  }

  private Optional<ScheduledWork> work(DelegateExecution execution) {
    Object schedule = execution.getVariable(Variables.SCHEDULE);
    return ScheduledWork.of(plans.plan((String) execution.getVariable(Variables.SYSTEM))).stream()
        .filter(work -> work.schedule().equals(schedule))
        .findFirst();
  }
}
