package io.drillbook.usecase.log;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.SourceDrivers;
import java.util.ArrayList;
import java.util.List;

/** Lists the sources whose log the plans want kept. */
public final class ListLogs {
  private final Plans plans;
  private final SourceDrivers drivers;

  /** By these plans and kinds. */
  public ListLogs(Plans plans, SourceDrivers drivers) {
    this.plans = plans;
    this.drivers = drivers;
  }

  /** All of them. */
  public List<LogSubject> all() {
    return plans.all().stream().flatMap(plan -> of(plan).stream()).toList();
  }

  /** Whether a plan of this system is in force, whatever it says of logs. */
  public boolean isProtected(String system) {
    return plans.all().stream().anyMatch(plan -> plan.system().equals(system));
  }

  private List<LogSubject> of(ProtectionPlan plan) {
    List<LogSubject> found = new ArrayList<>();
    for (SourcePlan source : plan.sources().values()) {
      drivers
          .driver(source.kind())
          .log()
          .filter(log -> log.keepsLog(source.settings()))
          .ifPresent(log -> found.add(new LogSubject(plan, source.name(), log)));
    }
    return found;
  }
}
