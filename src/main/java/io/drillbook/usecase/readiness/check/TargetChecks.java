package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A restore into each target would be allowed now: it answers to its login, which may make what a
 * restore makes, it is empty, and it is not production under another name.
 */
public final class TargetChecks implements ReadinessCheck {
  private static final String RUN = "readiness";
  private static final int LOOKED_AT = 20;

  private final SourceDrivers drivers;
  private final Plans plans;
  private final RunStore runs;

  /** A check by these drivers. */
  public TargetChecks(SourceDrivers drivers, Plans plans, RunStore runs) {
    this.drivers = drivers;
    this.plans = plans;
    this.runs = runs;
  }

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    List<Question> questions = new ArrayList<>();
    if (plan.recovery().target().isEmpty()) {
      questions.add(new Question("plan", "says where a recovery goes", TargetChecks::nowhere));
    }
    for (TargetPlan target : plan.targets().values()) {
      target
          .sources()
          .forEach(
              (source, settings) ->
                  questions.add(
                      new Question(
                          "target " + target.name(),
                          "takes " + source,
                          () -> ask(plan, target, plan.source(source), settings))));
    }
    return questions;
  }

  private static Answer nowhere() {
    return Question.warn(
        "the plan names no target", "Write 'targets' and 'recovery.target' into the plan.");
  }

  private Answer ask(ProtectionPlan plan, TargetPlan target, SourcePlan source, Settings there) {
    SourceDriver driver = drivers.driver(source.kind());
    if (target.production()) {
      return Question.good(driver.probe(there).version() + "; production, guarded by an approval");
    }
    try {
      SourceProbe probe = driver.checkTarget(there, source.settings(), RUN);
      return Question.good(probe.version() + ", empty, not production");
    } catch (Fault e) {
      if (e.code() != FaultCode.TARGET_NOT_EMPTY) {
        throw e;
      }
      return notEmpty(plan, target, driver, there, e);
    }
  }

  private Answer notEmpty(
      ProtectionPlan plan, TargetPlan target, SourceDriver driver, Settings there, Fault fault) {
    Optional<String> worker = atWork(plan.system());
    if (worker.isPresent()) {
      return Question.warn("not empty while '" + worker.get() + "' works there", "");
    }
    Optional<String> owner = owner(plan, driver, there);
    if (owner.isPresent()) {
      return Question.bad(
          "it is production under another name: '" + owner.get() + "'",
          "Name another database or folder in the plan; a restore would be refused there.");
    }
    return target.name().equals(plan.recovery().target())
        ? Question.bad(fault.getMessage(), fault.hint())
        : Question.warn(fault.getMessage(), fault.hint());
  }

  /** A run that may have put there what is there. */
  private Optional<String> atWork(String system) {
    return runs.list(Optional.of(system), Optional.empty(), true, LOOKED_AT).stream()
        .filter(run -> run.kind().isMeasured() || run.kind() == RunKind.ROTATION)
        .map(Run::id)
        .findFirst();
  }

  /** The source, of any plan, that is the very same data set. */
  private Optional<String> owner(ProtectionPlan plan, SourceDriver driver, Settings there) {
    String identity = driver.probe(there).identity();
    return plans.all().stream()
        .filter(other -> !other.system().equals(plan.system()))
        .flatMap(other -> other.sources().values().stream().map(it -> named(other, it)))
        .filter(other -> other.source().kind().equals(driver.kind()))
        .filter(other -> identity.equals(identityOf(driver, other.source())))
        .map(Named::name)
        .findFirst();
  }

  private record Named(String name, SourcePlan source) {}

  private static Named named(ProtectionPlan plan, SourcePlan source) {
    return new Named(plan.system() + "." + source.name(), source);
  }

  private static String identityOf(SourceDriver driver, SourcePlan source) {
    try {
      return driver.probe(source.settings()).identity();
    } catch (Fault e) {
      return "";
    }
  }
}
