package io.drillbook.delegates.incident;

import io.drillbook.domain.path.RedeployLedger;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.incident.RedeployService;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Brings the release out again by the plan's steps; one whose effect is there is not done twice.
 */
@Component
public final class RedeployServiceWorker implements StepWorker {
  private final Plans plans;
  private final RedeployService redeployService;
  private final RecordStore record;
  private final StepFacts facts;

  RedeployServiceWorker(
      Plans plans, RedeployService redeployService, RecordStore record, StepFacts facts) {
    this.plans = plans;
    this.redeployService = redeployService;
    this.record = record;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "redeploy-service";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text(Variables.SYSTEM));
    Scenario scenario = Scenario.of(order.text(Variables.SCENARIO)).orElse(Scenario.UNKNOWN);
    redeployService.redeploy(plan, scenario, order.text(Variables.TARGET), ledger(order), context);
    return Map.of();
  }

  private RedeployService.Ledger ledger(StepOrder order) {
    return new RedeployService.Ledger() {
      @Override
      public RedeployLedger.State of(String step) {
        return new RedeployLedger(
                record.entries(order.runId()).stream().map(RecordEntry::entry).toList())
            .of(step);
      }

      @Override
      public void note(String what, String step, Map<String, String> details) {
        Map<String, String> all = new TreeMap<>(details);
        all.put(RedeployLedger.STEP, step);
        facts.found(order, what, all);
      }
    };
  }
}
