package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.path.RedeployLedger;
import io.drillbook.domain.path.RedeployLedger.State;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.RedeployStep;
import io.drillbook.domain.plan.RedeployStep.Call;
import io.drillbook.domain.plan.RedeployStep.Restart;
import io.drillbook.domain.plan.RedeployStep.Run;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.process.TargetEnvironment;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.CheckDrivers;
import io.drillbook.usecase.restore.RunCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Brings a release out again by the plan's steps, in order; each has its probe and its time. A step
 * whose effect is on the record is not done twice.
 */
public final class RedeployService {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final RunCommand commands;
  private final PipelineCall pipelines;
  private final CheckDrivers checks;
  private final Secrets secrets;

  /** A use case over these commands, kinds of checks and secrets. */
  public RedeployService(RunCommand commands, CheckDrivers checks, Secrets secrets) {
    this.commands = commands;
    this.pipelines = new PipelineCall(secrets);
    this.checks = checks;
    this.secrets = secrets;
  }

  /** Writes what happens to the record, at once. */
  public interface Ledger {
    /** How far the step of that name is. */
    State of(String step);

    /** Notes that something happened to a step. */
    void note(String what, String step, Map<String, String> details);
  }

  /**
   * Runs the steps that the scenario needs.
   *
   * @return how many there are
   * @throws Fault COMMAND_FAILED, CHECK_FAILED, TOOL_MISSING, CANCELLED; EFFECT_UNKNOWN where
   *     nobody can tell whether a step took effect
   */
  public int redeploy(
      ProtectionPlan plan, Scenario scenario, String target, Ledger ledger, StepContext context) {
    List<RedeployStep> steps = RedeployStep.neededFor(scenario, plan.recovery());
    Map<String, Settings> sources = plan.target(target).sources();
    for (int i = 0; i < steps.size(); i++) {
      context.cancellation().check();
      context.progress("redeploy", i, steps.size());
      RedeployStep step = steps.get(i);
      if (ledger.of(step.name()) != State.DONE) {
        work(step, environment(plan, scenario, target, step, context), sources, ledger, context);
      }
    }
    context.progress("redeploy", steps.size(), steps.size());
    return steps.size();
  }

  private void work(
      RedeployStep step,
      Map<String, String> environment,
      Map<String, Settings> sources,
      Ledger ledger,
      StepContext context) {
    // A restart may be done twice; whatever else was interrupted may harm when it is.
    if (!(step.action() instanceof Restart) && ledger.of(step.name()) == State.IN_DOUBT) {
      lookWhetherItIsThere(step, sources, ledger, context);
      return;
    }
    ledger.note(
        RedeployLedger.BEGINS,
        step.name(),
        Map.of("does", step.action().inWords(), "key", environment.get(KEY)));
    try {
      String output = act(step, environment, TargetEnvironment.of(sources, secrets), context);
      String probe = step.probe().map(it -> probe(step, it, sources, context)).orElse("none");
      ledger.note(RedeployLedger.DONE, step.name(), Map.of("output", output, "probe", probe));
    } catch (Fault fault) {
      if (fault.code() != FaultCode.CANCELLED && fault.code() != FaultCode.EFFECT_UNKNOWN) {
        ledger.note(RedeployLedger.FAILED, step.name(), Map.of("why", fault.getMessage()));
      }
      throw fault;
    }
  }

  private static final String KEY = "DRILLBOOK_IDEMPOTENCY_KEY";

  private static Map<String, String> environment(
      ProtectionPlan plan,
      Scenario scenario,
      String target,
      RedeployStep step,
      StepContext context) {
    return Map.of(
        KEY,
        context.runId() + ":" + step.name(),
        "DRILLBOOK_RUN",
        context.runId(),
        "DRILLBOOK_SYSTEM",
        plan.system(),
        "DRILLBOOK_SCENARIO",
        scenario.id(),
        "DRILLBOOK_TARGET",
        target);
  }

  private String act(
      RedeployStep step,
      Map<String, String> environment,
      TargetEnvironment target,
      StepContext context) {
    if (step.action() instanceof Call call) {
      return pipelines.trigger(call, environment.get(KEY), step.within(), context);
    }
    List<String> command =
        step.action() instanceof Restart restart
            ? restart.command()
            : ((Run) step.action()).command();
    Map<String, String> all = new HashMap<>(target.values());
    all.putAll(environment);
    return commands
        .within(step.within())
        .run("redeploy " + step.name(), command, all, target.secrets(), context);
  }

  private String probe(
      RedeployStep step, CheckPlan probe, Map<String, Settings> sources, StepContext context) {
    AtomicReference<CheckResult> last = new AtomicReference<>();
    boolean held =
        Patience.until(
            step.within(),
            EVERY,
            context.cancellation(),
            () -> {
              last.set(checks.driver(probe.kind()).run(probe.settings(), sources, context));
              return last.get().passed();
            });
    if (!held) {
      throw new Fault(
          FaultCode.CHECK_FAILED,
          "unable to see the effect of the redeploy step: '" + step.name() + "'",
          last.get().check() + ": " + last.get().detail());
    }
    return last.get().check();
  }

  /** A trigger that may have been heard is never sent again by itself. */
  private void lookWhetherItIsThere(
      RedeployStep step, Map<String, Settings> sources, Ledger ledger, StepContext context) {
    boolean there =
        step.probe()
            .map(it -> checks.driver(it.kind()).run(it.settings(), sources, context).passed())
            .orElse(false);
    if (!there) {
      throw new Fault(
          FaultCode.EFFECT_UNKNOWN,
          "unable to tell whether the redeploy step took effect: '" + step.name() + "'",
          "Look whether it is there, or still going on; 'retry' goes on without it if you say that"
              + " it is there, else it is done again with the same idempotency key.");
    }
    ledger.note(RedeployLedger.DONE, step.name(), Map.of("probe", "held after a restart"));
  }
}
