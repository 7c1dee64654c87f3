package io.drillbook.delegates.drill;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.RestoredSources;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.RecordStore;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Marks the recovery point proven: all of it was restored, and the checks held. */
@Component
public final class MarkPointProvenDelegate extends StepDelegate {
  private final CatalogStore catalog;
  private final Plans plans;
  private final RecordStore lines;

  MarkPointProvenDelegate(StepRecord record, CatalogStore catalog, Plans plans, RecordStore lines) {
    super(record);
    this.catalog = catalog;
    this.plans = plans;
    this.lines = lines;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    String point = (String) execution.getVariable(Variables.POINT);
    String system = (String) execution.getVariable(Variables.SYSTEM);
    ProtectionPlan plan = plans.plan(system);
    Set<String> restored = new TreeSet<>(RestoredSources.of(plan, name -> text(execution, name)));
    lines.entries(execution.getProcessBusinessKey()).stream()
        .map(RecordEntry::entry)
        .filter(line -> line.kind() == EntryKind.FACT && line.outcome().equals(Entries.IN_PART))
        .forEach(line -> restored.remove(line.detail(Entries.SOURCE)));
    text(execution, Variables.TARGET)
        .map(plan::target)
        .ifPresent(target -> restored.removeIf(source -> isPart(target, source)));
    // A point of which only a part was restored would count as proven where the rest may be broken.
    if (!restored.containsAll(plan.sources().keySet())) {
      record()
          .fact(
              execution,
              "proven in part",
              Map.of("point", point, "sources", String.join(", ", restored)));
      return;
    }
    catalog.setState(system, point, PointState.PROVEN, record().now());
    record().fact(execution, "proven", Map.of("point", point));
  }

  private static boolean isPart(TargetPlan target, String source) {
    return Optional.ofNullable(target.sources().get(source))
        .flatMap(settings -> settings.optionalText(Settings.PART))
        .isPresent();
  }

  private static Optional<String> text(DelegateExecution execution, String name) {
    return Optional.ofNullable((String) execution.getVariable(name)).filter(s -> !s.isBlank());
  }
}
