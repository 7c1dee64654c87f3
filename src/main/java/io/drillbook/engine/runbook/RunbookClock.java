package io.drillbook.engine.runbook;

import io.drillbook.domain.plan.CapturePlan;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.RtoClock;
import io.drillbook.spi.plan.Plans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Due times of the models' timers, computed here and handed to the engine as dates: a local text
 * would be read in the zone of whichever server sees it.
 */
public final class RunbookClock {
  /**
   * How long the approval of an expiry is waited for: less than a day, so that a daily expiry does
   * not overlap the one before.
   */
  public static final Duration EXPIRY_APPROVAL = Duration.ofHours(20);

  private static final Instant NEVER = Instant.parse("9000-01-01T00:00:00Z");

  private final Plans plans;
  private final StartValues startValues;
  private final Clock clock;

  /** A clock over the plans in force. */
  public RunbookClock(Plans plans, StartValues startValues, Clock clock) {
    this.plans = plans;
    this.startValues = startValues;
    this.clock = clock;
  }

  /** When this share of the RTO is used up, counted from detection. */
  public Date warningAt(DelegateExecution execution, int percent) {
    ProtectionPlan plan = plan(execution);
    Instant detectedAt =
        startValues.detectedAt(plan, RunbookFacts.text(execution, Variables.DETECTED_AT));
    Scenario scenario = startValues.scenario(RunbookFacts.text(execution, Variables.SCENARIO));
    Duration rto =
        plan.objectives().rtoFor(scenario, RunbookFacts.text(execution, Variables.CUSTOMER)).rto();
    return Date.from(RtoClock.dueAt(detectedAt, rto, percent));
  }

  /** When silence on an expiry counts as no. */
  public Date expiryApprovalExpiresAt(DelegateExecution execution) {
    return Date.from(clock.instant().plus(EXPIRY_APPROVAL));
  }

  /** When a pause has lasted too long; beyond all runs where the plan pauses nothing. */
  public Date pauseEndsAt(DelegateExecution execution) {
    CapturePlan capture = plan(execution).backup().capture();
    boolean paused =
        capture.hasHooks() && RunbookFacts.text(execution, Variables.LIVE_AT).isEmpty();
    return Date.from(paused ? clock.instant().plus(capture.maxPause()) : NEVER);
  }

  private ProtectionPlan plan(DelegateExecution execution) {
    return plans.plan(
        RunbookFacts.text(execution, Variables.SYSTEM).orElse("(no system was named)"));
  }
}
