package io.drillbook.engine.schedule;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.ScheduleStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;

/** Counts the due times of each schedule that were missed; read from the ledger when asked. */
public final class ScheduleMetrics implements SmartLifecycle {
  private final MeterRegistry registry;
  private final Plans plans;
  private final ScheduleStore ledger;
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  /** Metrics in this registry. */
  public ScheduleMetrics(MeterRegistry registry, Plans plans, ScheduleStore ledger) {
    this.registry = registry;
    this.plans = plans;
    this.ledger = ledger;
  }

  @Override
  public void start() {
    running = true;
    plans.all().forEach(this::register);
    plans.onChange(this::register);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void register(ProtectionPlan plan) {
    for (ScheduledWork work : ScheduledWork.of(plan)) {
      if (registered.add(work.system() + " " + work.schedule())) {
        FunctionCounter.builder(
                "drillbook_schedule_missed",
                ledger,
                it -> it.count(work.system(), work.schedule(), DueOutcome.MISSED))
            .description("Due times at which nothing was started")
            .tag("system", work.system())
            .tag("schedule", work.schedule())
            .register(registry);
      }
    }
  }
}
