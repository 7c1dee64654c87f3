package io.drillbook.engine.schedule;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.Repeated;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.usecase.Recent;
import io.drillbook.usecase.drill.NoticeOverdueDrills;
import io.drillbook.usecase.drill.NoticeOverdueDrills.Overdue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks every five minutes for drills that are overdue; metrics of those and of open findings. */
public final class DrillAlarm implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DrillAlarm.class);
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration FIRST = Duration.ofMinutes(2);

  private final NoticeOverdueDrills overdue;
  private final Plans plans;
  private final Recent<Map<String, Long>> findings;
  private final MeterRegistry registry;
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private volatile List<Overdue> last = List.of();
  private final Repeated timer =
      new Repeated("drill-alarm", LOG, "The drills could not be looked at; tried again.");

  /** An alarm with metrics in this registry. */
  public DrillAlarm(
      NoticeOverdueDrills overdue,
      Plans plans,
      BoardStore board,
      MeterRegistry registry,
      Clock clock) {
    this.overdue = overdue;
    this.plans = plans;
    this.findings = new Recent<>(() -> bySystem(board), FRESH, clock);
    this.registry = registry;
  }

  @Override
  public void start() {
    plans.all().forEach(this::register);
    plans.onChange(this::register);
    timer.start(FIRST, EVERY, () -> last = overdue.look());
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  private void register(ProtectionPlan plan) {
    String system = plan.system();
    if (registered.add(system)) {
      Gauge.builder("drillbook_findings_open", () -> findings.get().getOrDefault(system, 0L))
          .description("What drills found wrong and nobody has put right")
          .tag("system", system)
          .register(registry);
    }
    for (String drill : plan.drills().keySet()) {
      if (registered.add(system + " " + drill)) {
        Gauge.builder("drillbook_drill_overdue", () -> isOverdue(system, drill) ? 1 : 0)
            .description("1 where the drill was not passed within its own period")
            .tag("system", system)
            .tag("drill", drill)
            .register(registry);
      }
    }
  }

  private static Map<String, Long> bySystem(BoardStore board) {
    return board.findings().stream()
        .collect(Collectors.groupingBy(DrillFinding::system, Collectors.counting()));
  }

  private boolean isOverdue(String system, String drill) {
    return last.stream().anyMatch(it -> it.system().equals(system) && it.drill().equals(drill));
  }
}
