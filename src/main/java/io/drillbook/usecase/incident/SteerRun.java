package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Pause;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.people.People;
import io.drillbook.spi.runbook.RunControl;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.UnitOfWork;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Pauses, resumes, shortens and aborts a run, in the name of an on-call engineer and with a reason.
 * Doing what is done already changes nothing; what is refused is on the record.
 */
public final class SteerRun {
  private static final String GROUP = "oncall";

  private final RunStore runs;
  private final RecordStore record;
  private final People people;
  private final RunControl control;
  private final TellAboutRun tell;
  private final UnitOfWork atOnce;
  private final RestoreLater later;
  private final Clock clock;

  /** A use case over these ports. */
  public SteerRun(
      RunStore runs,
      RecordStore record,
      People people,
      RunControl control,
      TellAboutRun tell,
      UnitOfWork atOnce,
      RestoreLater later,
      Clock clock) {
    this.runs = runs;
    this.record = record;
    this.people = people;
    this.control = control;
    this.tell = tell;
    this.atOnce = atOnce;
    this.later = later;
    this.clock = clock;
  }

  /** What can be done to a run. */
  public enum Act {
    /** What runs ends, nothing new begins; the clock goes on. */
    PAUSE,
    RESUME,
    /** What can follow a service that is back, and has not begun, is restored later. */
    SHORTEN,
    /** What runs is cancelled and cleaned up, the verdict is abandoned. */
    ABORT;

    private String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Does it.
   *
   * @throws Fault NOT_ALLOWED where the person or the state of the run forbids it, INPUT_INVALID
   *     where there is no such run or no reason
   */
  public void steer(String runId, Act act, String person, String reason) {
    Run run = find(runId);
    String why = reason == null ? "" : reason.strip();
    if (!people.groupsOf(person).contains(GROUP)) {
      throw refused(
          run, act, person, FaultCode.NOT_ALLOWED, "Only members of the group 'oncall' may.");
    }
    if (why.isEmpty()) {
      throw refused(
          run,
          act,
          person,
          FaultCode.INPUT_INVALID,
          "Say in a sentence why; it goes on the record.");
    }
    if (isDone(run, act)) {
      return;
    }
    if (run.endedAt().isPresent()) {
      throw refused(run, act, person, FaultCode.NOT_ALLOWED, "The run has ended.");
    }
    switch (act) {
      case PAUSE -> write(runId, Pause.begin(clock.instant(), person, why));
      case RESUME -> {
        write(runId, Pause.end(clock.instant(), person, why));
        control.wake(runId);
      }
      case SHORTEN -> {
        if (later.decide(run, person, why).isEmpty()) {
          throw refused(
              run,
              act,
              person,
              FaultCode.NOT_ALLOWED,
              "Nothing that waits could be restored later: the plan has no such source, or its"
                  + " restore has begun.");
        }
      }
      case ABORT -> abort(run, person, why);
    }
  }

  private boolean isDone(Run run, Act act) {
    boolean paused = run.endedAt().isEmpty() && Pause.isOn(record.entries(run.id()));
    return switch (act) {
      case PAUSE -> paused;
      case RESUME -> run.endedAt().isEmpty() && !paused;
      case SHORTEN ->
          run.endedAt().isEmpty() && later.isDecided(run) && later.possible(run).isEmpty();
      case ABORT -> run.verdict().filter(Verdict.ABANDONED::equals).isPresent();
    };
  }

  /**
   * The run is held first, so that no step begins to move traffic while it is looked whether one
   * has: it is never given up with traffic half moved.
   */
  private void abort(Run run, String person, String why) {
    boolean held = Pause.isOn(record.entries(run.id()));
    if (!held) {
      write(run.id(), Pause.begin(clock.instant(), person, "to abort: " + why));
    }
    if (control.mayHaveMovedTraffic(run.id())) {
      if (!held) {
        write(run.id(), Pause.end(clock.instant(), person, "the abort was refused"));
        control.wake(run.id());
      }
      throw refused(
          run,
          Act.ABORT,
          person,
          FaultCode.NOT_ALLOWED,
          "Traffic has moved or is being moved: roll it back first, then abort. Where the rollback"
              + " failed, put it right by hand and answer the open question.");
    }
    atOnce.run(() -> end(run, person, why));
  }

  /**
   * Decision, end and message last together: a server that dies in between leaves a run that is
   * held and can be aborted again, never one that says it was given up and goes on.
   */
  private void end(Run run, String person, String why) {
    record.append(
        run.id(),
        Entries.decision(clock.instant(), StepRef.wholeRun(ABORTED), person, Choice.ABANDON, why));
    control.end(run.id(), "aborted by " + person);
    if (run.kind() == RunKind.INCIDENT) {
      tell(run);
    }
  }

  /** A run must come to its end after its system's plan was taken away too, which names nobody. */
  private void tell(Run run) {
    StepRef step = StepRef.wholeRun(ABORTED);
    try {
      tell.tell(run.id(), "incident-abandoned", step);
    } catch (Fault gone) {
      Map<String, String> why = Map.of(Entries.REASON, gone.getMessage());
      record.append(
          run.id(), Entries.fact(clock.instant(), step, "drillbook", "nobody was told", why));
    }
  }

  /** The name of the line on the record that says who gave the run up, and why. */
  public static final String ABORTED = "Run is aborted";

  private void write(String runId, List<EntryDraft> lines) {
    lines.forEach(line -> record.appendNow(runId, line));
  }

  private Run find(String runId) {
    return runs.find(runId)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to find the run: '" + runId + "'",
                    "Look at 'drillbook incident list' or 'drillbook status'."));
  }

  private Fault refused(Run run, Act act, String person, FaultCode code, String why) {
    StepRef step = StepRef.wholeRun("Steer the run");
    record.appendNow(run.id(), Entries.refused(clock.instant(), step, person, act.word(), why));
    return new Fault(code, "unable to " + act.word() + " the run: '" + run.id() + "'", why);
  }
}
