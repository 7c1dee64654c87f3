package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Asserted;
import io.drillbook.domain.record.HandStep;
import io.drillbook.domain.record.HandStepCheck;
import io.drillbook.domain.record.Run;
import io.drillbook.spi.people.People;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.UnitOfWork;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Enters steps that people did without the program, into a run that goes on or has ended. An ended
 * run keeps its verdict: what is asserted afterwards neither betters nor worsens what was observed.
 */
public final class AddHandSteps {
  private static final String GROUP = "oncall";

  private final RunStore runs;
  private final RecordStore record;
  private final People people;
  private final UnitOfWork atOnce;
  private final Clock clock;

  /** A use case over these ports. */
  public AddHandSteps(
      RunStore runs, RecordStore record, People people, UnitOfWork atOnce, Clock clock) {
    this.runs = runs;
    this.record = record;
    this.people = people;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /**
   * Enters all of them, or none.
   *
   * @param person who enters them; a member of on-call
   * @throws Fault NOT_ALLOWED; INPUT_INVALID where there is no such run, or a step cannot have been
   *     so or is entered already
   */
  public void add(String runId, List<HandStep> steps, String person) {
    requireOncall(people, person);
    Run run =
        runs.find(runId)
            .orElseThrow(
                () ->
                    new Fault(
                        FaultCode.INPUT_INVALID,
                        "unable to find the run: '" + runId + "'",
                        "Look at 'drillbook incident list'; one that happened on paper only is"
                            + " entered by 'drillbook incident enter'."));
    Instant now = clock.instant();
    new HandStepCheck(run.detectedAt(), now, record.entries(runId)).require(steps);
    atOnce.run(() -> steps.forEach(step -> record.append(runId, Asserted.line(step, person, now))));
  }

  static void requireOncall(People people, String person) {
    if (!people.groupsOf(person).contains(GROUP)) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to enter steps as: '" + person + "'",
          "Only members of the group 'oncall' may.");
    }
  }
}
