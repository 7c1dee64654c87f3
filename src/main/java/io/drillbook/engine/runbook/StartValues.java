package io.drillbook.engine.runbook;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.GoalText;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/** Reads what a person typed when starting a runbook, in every way in. */
public final class StartValues {
  private static final Duration SKEW = Duration.ofMinutes(2);

  private final Clock clock;

  /** Values read at this clock. */
  public StartValues(Clock clock) {
    this.clock = clock;
  }

  /**
   * The time of detection: ISO 8601, without a zone in the plan's zone, now where nothing is given.
   *
   * @throws Fault INPUT_INVALID where it cannot be read or lies in the future
   */
  public Instant detectedAt(ProtectionPlan plan, Optional<String> text) {
    Instant now = clock.instant();
    Instant detected = text.map(given -> parse(plan, given)).orElse(now);
    if (detected.isAfter(now.plus(SKEW))) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to start the clock in the future: '" + detected + "'",
          "The time of detection lies behind us; it is " + now + " now.");
    }
    return detected;
  }

  /**
   * How far logs are replayed, in words that need no zone any more.
   *
   * @throws Fault INPUT_INVALID where it cannot be read or lies in the future
   */
  public String goal(ProtectionPlan plan, String text) {
    return GoalText.read(text, plan.zone(), clock.instant()).text();
  }

  /** The scenario; a server failure where nothing is given. */
  public Scenario scenario(Optional<String> text) {
    return text.map(
            id ->
                Scenario.of(id)
                    .orElseThrow(
                        () ->
                            new Fault(
                                FaultCode.INPUT_INVALID,
                                "unable to find the scenario: '" + id + "'",
                                "Known are "
                                    + Arrays.stream(Scenario.values()).map(Scenario::id).toList()
                                    + ".")))
        .orElse(Scenario.SERVER_FAILURE);
  }

  private static Instant parse(ProtectionPlan plan, String text) {
    try {
      return ZonedDateTime.parse(text).toInstant();
    } catch (DateTimeParseException noZone) {
      try {
        return LocalDateTime.parse(text).atZone(plan.zone()).toInstant();
      } catch (DateTimeParseException e) {
        throw new Fault(
            FaultCode.INPUT_INVALID,
            "unable to read the time of detection: '" + text + "'",
            "Write it like 2026-11-21T03:12:00+01:00; without a zone it is read in "
                + plan.zone()
                + ".",
            e);
      }
    }
  }
}
