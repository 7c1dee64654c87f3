package io.drillbook.delegates.restore;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.effect.EffectLedger;
import io.drillbook.usecase.effect.Seen;
import io.drillbook.usecase.restore.MigrateData;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Runs the plan's migration command; a plan without one passes through. */
@Component
public final class MigrateDataWorker implements StepWorker {
  static final String EFFECT = "migrate ";

  private final Plans plans;
  private final MigrateData migrateData;
  private final EffectLedger ledger;
  private final RecordStore record;
  private final StepFacts facts;

  MigrateDataWorker(
      Plans plans,
      MigrateData migrateData,
      EffectLedger ledger,
      RecordStore record,
      StepFacts facts) {
    this.plans = plans;
    this.migrateData = migrateData;
    this.ledger = ledger;
    this.record = record;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "migrate-data";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    plan.recovery()
        .migrate()
        .ifPresentOrElse(
            command ->
                facts.found(
                    order, "migrated", Map.of("output", once(order, plan, command, context))),
            () -> facts.found(order, "nothing to migrate", Map.of()));
    return Map.of();
  }

  /**
   * Data of another recovery point or another goal are migrated anew; those that this run restored
   * before stay as they are, and a second migration could harm them.
   */
  private String once(
      StepOrder order, ProtectionPlan plan, List<String> command, StepContext context) {
    String target = order.text("target");
    String goal = order.find(Variables.UNTIL).map(it -> " " + it).orElse("");
    String wanted = EFFECT + target + " " + order.text("point") + goal;
    String name = MigrationName.of(wanted, ledger.of(order.runId()), record.entries(order.runId()));
    return ledger.once(
        order.effects().ofRun(name),
        context,
        Seen::nobodyToAsk,
        step -> migrateData.run(plan, target, command, step));
  }
}
