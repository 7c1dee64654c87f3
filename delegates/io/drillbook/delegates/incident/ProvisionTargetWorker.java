package io.drillbook.delegates.incident;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.PrepareCutover;
import io.drillbook.usecase.effect.EffectLedger;
import io.drillbook.usecase.effect.Seen;
import io.drillbook.usecase.restore.RunCommand;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Runs the plan's provisioning command; a plan without one passes through. Also the moment to get
 * the cutover ready: until it is approved an old TTL can run out.
 */
@Component
public final class ProvisionTargetWorker implements StepWorker {
  private final Plans plans;
  private final RunCommand runCommand;
  private final EffectLedger ledger;
  private final PrepareCutover prepareCutover;
  private final StepFacts facts;

  ProvisionTargetWorker(
      Plans plans,
      RunCommand runCommand,
      EffectLedger ledger,
      PrepareCutover prepareCutover,
      StepFacts facts) {
    this.plans = plans;
    this.runCommand = runCommand;
    this.ledger = ledger;
    this.prepareCutover = prepareCutover;
    this.facts = facts;
  }

  @Override
  public String topic() {
    return "provision-target";
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    ProtectionPlan plan = plans.plan(order.text("system"));
    plan.recovery()
        .provision()
        .ifPresentOrElse(
            command ->
                facts.found(order, "provisioned", Map.of("output", once(order, command, context))),
            () -> facts.found(order, "nothing to provision", Map.of()));
    prepareCutover
        .run(plan, context)
        .forEach(done -> facts.found(order, "cutover ahead", Map.of("detail", done)));
    return Map.of();
  }

  /** A target that is ready stays so for the run, however often it comes here. */
  private String once(StepOrder order, List<String> command, StepContext context) {
    return ledger.once(
        order.effects().ofRun("provision " + order.find("target").orElse("")),
        context,
        Seen::nobodyToAsk,
        step -> runCommand.run("provision", command, Map.of(), List.of(), step));
  }
}
