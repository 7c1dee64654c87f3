package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Objectives.RtoChoice;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.Asserted;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.HandStep;
import io.drillbook.domain.record.HandStepCheck;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.people.People;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.usecase.RunIds;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Enters an incident that was worked on paper while no server was there: a run of its own, begun
 * and ended as it is entered, that is made of assertions only and whose verdict says so. Nothing
 * that counts proofs, forecasts or failures takes it into account.
 */
public final class EnterIncident {
  private final Plans plans;
  private final RunStore runs;
  private final RecordStore record;
  private final People people;
  private final UnitOfWork atOnce;
  private final RunIds ids;
  private final Clock clock;

  /** A use case over these ports. */
  public EnterIncident(
      Plans plans,
      RunStore runs,
      RecordStore record,
      People people,
      UnitOfWork atOnce,
      RunIds ids,
      Clock clock) {
    this.plans = plans;
    this.runs = runs;
    this.record = record;
    this.people = people;
    this.atOnce = atOnce;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What is said of it.
   *
   * @param confirmedAt when the service was back; empty where it is not, or nobody knows
   * @param customer whose objectives stand beside it
   */
  public record Account(
      Scenario scenario,
      Instant detectedAt,
      Optional<Instant> confirmedAt,
      Optional<String> customer,
      List<HandStep> steps) {}

  /**
   * Enters it.
   *
   * @param person who enters it; a member of on-call
   * @return the run's id
   * @throws Fault NOT_ALLOWED; INPUT_INVALID where something cannot have been so or is entered
   *     already; nothing is written then
   */
  public String enter(String system, Account account, String person) {
    AddHandSteps.requireOncall(people, person);
    ProtectionPlan plan = plans.plan(system);
    account.customer().ifPresent(plan.objectives()::of);
    Instant now = clock.instant();
    requireTimes(account, now, person);
    refuseSecond(plan.system(), account.detectedAt());
    RtoChoice rto = plan.objectives().rtoFor(account.scenario(), account.customer());
    Run run =
        new Run(
            ids.next(RunKind.INCIDENT),
            RunKind.INCIDENT,
            plan.system(),
            Optional.of(account.scenario()),
            account.detectedAt(),
            now,
            person,
            rto.rto(),
            rto.assumed(),
            plan.digest(),
            Optional.empty(),
            Optional.empty());
    atOnce.run(() -> write(run, plan, account, now));
    return run.id();
  }

  private void write(Run run, ProtectionPlan plan, Account account, Instant now) {
    String person = run.startedBy();
    runs.start(run);
    record.append(run.id(), Asserted.runStarted(run));
    record.append(run.id(), AllowedLoss.line(now, person, plan, account.customer()));
    account.steps().forEach(step -> record.append(run.id(), Asserted.line(step, person, now)));
    account
        .confirmedAt()
        .ifPresent(at -> record.append(run.id(), Asserted.confirmed(at, person, now)));
    record.append(run.id(), Entries.runEnded(now, person, Verdict.ASSERTED));
    runs.end(run.id(), now, Verdict.ASSERTED);
  }

  private static void requireTimes(Account account, Instant now, String person) {
    List<HandStep> all = new ArrayList<>(account.steps());
    Instant detected = account.detectedAt();
    all.add(new HandStep("Detection", detected, detected, person, ""));
    account
        .confirmedAt()
        .ifPresent(at -> all.add(new HandStep("Service confirmed", at, at, person, "")));
    if (account.steps().isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to enter an incident without a step: '" + account.scenario().id() + "'",
          "Enter what was done, with its times.");
    }
    new HandStepCheck(detected, now, List.of()).require(all);
  }

  /** Sent twice, such as after an answer that was lost, it would stand there as two incidents. */
  private void refuseSecond(String system, Instant detectedAt) {
    runs.list(Optional.of(system), Optional.of(RunKind.INCIDENT), false, Integer.MAX_VALUE).stream()
        .filter(run -> run.detectedAt().equals(detectedAt))
        .filter(run -> run.verdict().filter(Verdict.ASSERTED::equals).isPresent())
        .findFirst()
        .ifPresent(
            run -> {
              throw new Fault(
                  FaultCode.INPUT_INVALID,
                  "unable to enter an incident twice: '" + run.id() + "'",
                  "It was detected at the same time; add steps by 'drillbook incident add'.");
            });
  }
}
