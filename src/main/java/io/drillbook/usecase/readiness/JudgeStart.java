package io.drillbook.usecase.readiness;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.readiness.ReadinessState;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.usecase.readiness.ShowReadiness.Standing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges whether a run may begin while the plan is not ready. A real recovery always may; so may
 * whatever a schedule starts, since drills are what proves a plan. Drills and restores by hand need
 * an override with a reason. Whatever begins has on its record what was not ready.
 */
public final class JudgeStart {
  private static final Logger LOG = System.getLogger(JudgeStart.class.getName());
  private static final String TIMER = "timer:";
  private static final StepRef STEP = StepRef.wholeRun("Readiness at the start");

  private final ShowReadiness readiness;
  private final Clock clock;

  /** A use case over the readiness of plans. */
  public JudgeStart(ShowReadiness readiness, Clock clock) {
    this.readiness = readiness;
    this.clock = clock;
  }

  /**
   * Judges.
   *
   * @param override why it shall begin although the plan is not ready
   * @return lines for the run's record
   * @throws Fault NOT_ALLOWED where it needs an override
   */
  public List<EntryDraft> judge(Run run, Optional<String> override) {
    if (!run.kind().isMeasured()) {
      return List.of();
    }
    Instant now = clock.instant();
    Standing standing;
    try {
      standing = readiness.of(run.system());
    } catch (RuntimeException e) {
      // Whatever is wrong with the judge: it must never be what keeps a system from its recovery.
      LOG.log(Level.ERROR, "Unable to tell the readiness of ''" + run.system() + "''.", e);
      Map<String, String> why = Map.of(Entries.REASON, String.valueOf(e.getMessage()));
      return List.of(Entries.fact(now, STEP, run.startedBy(), "readiness is unknown", why));
    }
    List<EntryDraft> lines = new ArrayList<>();
    if (run.kind() == RunKind.DRILL) {
      lines.add(
          Entries.fact(
              now, STEP, run.startedBy(), Entries.FINGERPRINT, standing.inForce().parts()));
    }
    if (standing.readiness().state() == ReadinessState.NOT_READY) {
      String why = String.join("; ", standing.readiness().why());
      boolean byHand = !run.startedBy().startsWith(TIMER) && run.kind() != RunKind.INCIDENT;
      if (byHand && override.isEmpty()) {
        throw refused(run, why);
      }
      lines.add(
          Entries.fact(
              now, STEP, run.startedBy(), Entries.PLAN_NOT_READY, Map.of(Entries.REASON, why)));
      if (byHand) {
        lines.add(Entries.decision(now, STEP, run.startedBy(), Choice.OVERRIDE, override.get()));
      }
    }
    return List.copyOf(lines);
  }

  private static Fault refused(Run run, String why) {
    return new Fault(
        FaultCode.NOT_ALLOWED,
        "unable to start a "
            + run.kind().id()
            + " while its plan is not ready: '"
            + run.system()
            + "'",
        "Put it right ("
            + why
            + "), or start it all the same with '--override --reason ...': that goes on the record.");
  }
}
