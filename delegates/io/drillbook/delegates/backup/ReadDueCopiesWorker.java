package io.drillbook.delegates.backup;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.Run;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.check.ReadDueCopies;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads the copies whose turn it is to their last byte: signature, checksums, content. */
@Component
public final class ReadDueCopiesWorker implements StepWorker {
  private final Plans plans;
  private final RunStore runs;
  private final ReadDueCopies readDueCopies;
  private final StepFacts facts;

  ReadDueCopiesWorker(Plans plans, RunStore runs, ReadDueCopies readDueCopies, StepFacts facts) {
    this.plans = plans;
    this.runs = runs;
    this.readDueCopies = readDueCopies;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "read-due-copies";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text(Variables.SYSTEM));
    Instant since = runs.find(order.runId()).map(Run::startedAt).orElseThrow();
    boolean all = order.find(Variables.EXTENT).filter("all"::equals).isPresent();
    int unread = readDueCopies.read(plan, all, since, new CheckFacts(order, facts), context);
    return Map.of(Variables.COMPLETE, unread == 0 ? "yes" : "no");
  }
}
