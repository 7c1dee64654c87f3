package io.drillbook.delegates.restore;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.Score;
import io.drillbook.engine.runbook.RestoredSources;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.cutover.CheckServedTarget;
import io.drillbook.usecase.drill.GuardSandbox;
import io.drillbook.usecase.restore.CheckTarget;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Refuses a target that holds data or is production, before anything is written. */
@Component
public final class CheckTargetWorker implements StepWorker {
  private static final String TARGET_IS_FREE = "target is free";

  private final Plans plans;
  private final CheckTarget checkTarget;
  private final CheckServedTarget checkServedTarget;
  private final GuardSandbox guardSandbox;
  private final RecordStore record;
  private final StepFacts facts;

  CheckTargetWorker(
      Plans plans,
      CheckTarget checkTarget,
      CheckServedTarget checkServedTarget,
      GuardSandbox guardSandbox,
      RecordStore record,
      StepFacts facts) {
    this.plans = plans;
    this.checkTarget = checkTarget;
    this.checkServedTarget = checkServedTarget;
    this.guardSandbox = guardSandbox;
    this.record = record;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "check-target";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    Collection<String> sources = RestoredSources.of(plan, order::find);
    String target = order.text("target");
    boolean disposable = plan.target(target).disposable();
    if (disposable) {
      guardSandbox.check(plan, target, sources, order.runId());
    }
    checkServedTarget.check(plan, target, sources, order.runId(), order.find("liveAt"));
    boolean again =
        record.entries(order.runId()).stream()
            .anyMatch(line -> TARGET_IS_FREE.equals(line.entry().outcome()));
    checkTarget
        .check(plan, target, sources, order.runId(), order.find("liveAt"))
        .forEach((source, probe) -> found(order, source, probe, disposable && !again));
    return Map.of();
  }

  /**
   * The fingerprint of the target before. What the run itself left there, or somebody who decided
   * on another try, is no help from outside: only the first look tells.
   */
  private void found(StepOrder order, String source, SourceProbe probe, boolean judged) {
    facts.found(
        order,
        TARGET_IS_FREE,
        Map.of(
            "source", source,
            "is", probe.version(),
            "identity", probe.identity(),
            "bytes", String.valueOf(probe.bytes())));
    if (judged && (probe.bytes() > 0 || !probe.empty())) {
      facts.found(
          order,
          Score.ASSISTED,
          Map.of("source", source, Entries.REASON, "the target was there before the drill"));
    }
  }
}
