package io.drillbook.delegates.backup;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.check.RepairCopies;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Makes copies whole that are damaged, gone or behind, from vaults that hold them whole. */
@Component
public final class RepairCopiesWorker implements StepWorker {
  private final Plans plans;
  private final RecordStore record;
  private final RepairCopies repairCopies;
  private final StepFacts facts;

  RepairCopiesWorker(Plans plans, RecordStore record, RepairCopies repairCopies, StepFacts facts) {
    this.plans = plans;
    this.record = record;
    this.repairCopies = repairCopies;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "repair-copies";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text(Variables.SYSTEM));
    int left = repairCopies.repair(plan, new CheckFacts(order, facts), context);
    boolean allRead = order.find(Variables.COMPLETE).filter("yes"::equals).isPresent();
    return Map.of(
        Variables.DAMAGED, isDamaged(order) ? "yes" : "no",
        Variables.COMPLETE, allRead && left == 0 ? "yes" : "no");
  }

  /** By the record, which keeps what attempts found that died. */
  private boolean isDamaged(StepOrder order) {
    return record.entries(order.runId()).stream()
        .map(RecordEntry::entry)
        .filter(entry -> entry.kind() == EntryKind.FACT)
        .anyMatch(entry -> CheckFacts.DAMAGE.contains(entry.outcome()));
  }
}
