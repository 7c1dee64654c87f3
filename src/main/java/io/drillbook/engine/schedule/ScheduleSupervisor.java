package io.drillbook.engine.schedule;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.ScheduleStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps exactly one watch alive for each schedule of each plan: starts the missing ones, wakes the
 * others when their plan changes, and ends those whose schedule is gone. A watch that somebody
 * suspended is left alone.
 */
public final class ScheduleSupervisor implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleSupervisor.class);
  private static final String PROCESS = "watch-schedule";

  private final RuntimeService runtime;
  private final ScheduleStore schedules;
  private final Plans plans;
  private final TransactionTemplate transaction;
  private final SystemActor actor;
  private final ClockWatch clockWatch;
  private volatile boolean running;

  /** A supervisor over these plans. */
  public ScheduleSupervisor(
      RuntimeService runtime,
      ScheduleStore schedules,
      Plans plans,
      TransactionTemplate transaction,
      SystemActor actor,
      ClockWatch clockWatch) {
    this.runtime = runtime;
    this.schedules = schedules;
    this.plans = plans;
    this.transaction = transaction;
    this.actor = actor;
    this.clockWatch = clockWatch;
  }

  @Override
  public void start() {
    running = true;
    plans.all().forEach(this::supervise);
    plans.onChange(this::supervise);
    clockWatch.start(this::clockWasSetBack);
  }

  /** Timers that were set while the clock was ahead would else wait until then. */
  private void clockWasSetBack(Duration by) {
    LOG.warn("The clock was set back by {}: every schedule computes its due time anew.", by);
    plans.all().forEach(this::supervise);
  }

  @Override
  public void stop() {
    running = false;
    clockWatch.stop();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void supervise(ProtectionPlan plan) {
    if (!running) {
      return;
    }
    try {
      List<ScheduledWork> wanted = ScheduledWork.of(plan);
      actor.run(() -> wanted.forEach(this::ensure));
      actor.run(() -> endOthers(plan.system(), wanted));
    } catch (RuntimeException e) {
      LOG.error("Unable to watch the schedules of '{}'.", plan.system(), e);
    }
  }

  private void ensure(ScheduledWork work) {
    transaction.executeWithoutResult(
        status -> {
          List<ProcessInstance> living = watches(key(work.system(), work.schedule()));
          if (living.isEmpty()) {
            schedules
                .chain(work.system(), work.schedule())
                .ifPresent(gone -> schedules.releaseChain(work.system(), work.schedule(), gone));
            if (!startWatch(work.system(), work.schedule())) {
              status.setRollbackOnly();
            }
          } else {
            living.forEach(this::wake);
          }
        });
  }

  /**
   * Starts a watch and claims the schedule for it; runs in the caller's transaction.
   *
   * @return false where another watch holds the schedule: the caller rolls back
   */
  public boolean startWatch(String system, String schedule) {
    ProcessInstance instance =
        runtime.startProcessInstanceByKey(
            PROCESS,
            key(system, schedule),
            Map.of(Variables.SYSTEM, system, Variables.SCHEDULE, schedule));
    return schedules.claimChain(system, schedule, instance.getId());
  }

  private void wake(ProcessInstance watch) {
    if (!watch.isSuspended()) {
      runtime
          .createMessageCorrelation("plan-changed")
          .processInstanceId(watch.getId())
          .correlateAll();
    }
  }

  private void endOthers(String system, List<ScheduledWork> wanted) {
    List<String> keys = wanted.stream().map(work -> key(work.system(), work.schedule())).toList();
    runtime
        .createProcessInstanceQuery()
        .processDefinitionKey(PROCESS)
        .variableValueEquals(Variables.SYSTEM, system)
        .list()
        .stream()
        .filter(watch -> !keys.contains(watch.getBusinessKey()))
        .forEach(
            watch ->
                runtime.deleteProcessInstance(
                    watch.getId(), "the plan has no such schedule", false, true));
  }

  private List<ProcessInstance> watches(String key) {
    return runtime
        .createProcessInstanceQuery()
        .processDefinitionKey(PROCESS)
        .processInstanceBusinessKey(key)
        .list();
  }

  private static String key(String system, String schedule) {
    return "schedule:" + system + ":" + schedule;
  }
}
