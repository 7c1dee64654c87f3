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
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
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
  private static final String KEY_PREFIX = "schedule:";

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
    superviseAll();
    plans.onChange(plan -> supervise(plan, () -> watchesOf(plan.system())));
    clockWatch.start(this::clockWasSetBack);
  }

  /** Timers that were set while the clock was ahead would else wait until then. */
  private void clockWasSetBack(Duration by) {
    LOG.warn("The clock was set back by {}: every schedule computes its due time anew.", by);
    superviseAll();
  }

  private void superviseAll() {
    Map<String, List<ProcessInstance>> living = living();
    for (ProtectionPlan plan : plans.all()) {
      supervise(plan, () -> living.getOrDefault(plan.system(), List.of()));
    }
  }

  /**
   * Of all systems: to ask the engine for those of each of hundreds holds up a start. Where it does
   * not answer, what no plan wants any more is ended later, and the others are watched all the
   * same.
   */
  private Map<String, List<ProcessInstance>> living() {
    try {
      return actor
          .call(() -> allWatches().processInstanceBusinessKeyLike(KEY_PREFIX + "%:%").list())
          .stream()
          .collect(Collectors.groupingBy(watch -> systemOf(watch.getBusinessKey())));
    } catch (RuntimeException e) {
      LOG.error("Unable to find the watches over schedules that no plan has any more.", e);
      return Map.of();
    }
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

  private void supervise(ProtectionPlan plan, Supplier<List<ProcessInstance>> living) {
    if (!running) {
      return;
    }
    try {
      List<ScheduledWork> wanted = ScheduledWork.of(plan);
      actor.run(() -> wanted.forEach(this::ensure));
      actor.run(() -> endOthers(wanted, living.get()));
    } catch (RuntimeException e) {
      LOG.error("Unable to watch the schedules of '{}'.", plan.system(), e);
    }
  }

  private void ensure(ScheduledWork work) {
    transaction.executeWithoutResult(
        status -> {
          Optional<String> holder = schedules.chain(work.system(), work.schedule());
          Optional<ProcessInstance> living = holder.flatMap(this::watch);
          if (living.isPresent()) {
            wake(living.get());
            return;
          }
          holder.ifPresent(gone -> schedules.releaseChain(work.system(), work.schedule(), gone));
          if (!startWatch(work.system(), work.schedule())) {
            status.setRollbackOnly();
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

  private void endOthers(List<ScheduledWork> wanted, List<ProcessInstance> living) {
    List<String> keys = wanted.stream().map(work -> key(work.system(), work.schedule())).toList();
    living.stream()
        .filter(watch -> !keys.contains(watch.getBusinessKey()))
        .forEach(
            watch ->
                runtime.deleteProcessInstanceIfExists(
                    watch.getId(), "the plan has no such schedule", false, true, false, false));
  }

  private ProcessInstanceQuery allWatches() {
    return runtime.createProcessInstanceQuery().processDefinitionKey(PROCESS);
  }

  private List<ProcessInstance> watchesOf(String system) {
    return allWatches().variableValueEquals(Variables.SYSTEM, system).list();
  }

  private Optional<ProcessInstance> watch(String instanceId) {
    return Optional.ofNullable(allWatches().processInstanceId(instanceId).singleResult());
  }

  private static String key(String system, String schedule) {
    return KEY_PREFIX + system + ":" + schedule;
  }

  private static String systemOf(String key) {
    return key.substring(KEY_PREFIX.length(), key.indexOf(':', KEY_PREFIX.length()));
  }
}
