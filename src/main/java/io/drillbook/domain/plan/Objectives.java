package io.drillbook.domain.plan;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How much downtime and data loss the owner accepts.
 *
 * @param rto detection until service confirmed, for the system as a whole
 * @param rpo accepted data loss, for each source that names none of its own
 * @param scenarios a scenario's own RTO
 */
public record Objectives(Duration rto, Duration rpo, Map<Scenario, Duration> scenarios) {
  public Objectives {
    scenarios = Map.copyOf(scenarios);
  }

  /**
   * The RTO that a run is measured against.
   *
   * @param rto the duration
   * @param assumed true where the plan does not list the scenario and the strictest of all is taken
   */
  public record RtoChoice(Duration rto, boolean assumed) {}

  /** The scenario's RTO; one that is not listed gets the strictest of the plan. */
  public RtoChoice rtoFor(Scenario scenario) {
    Duration listed = scenarios.get(scenario);
    return listed != null ? new RtoChoice(listed, false) : new RtoChoice(strictest(), true);
  }

  private Duration strictest() {
    return Stream.concat(Stream.of(rto), scenarios.values().stream())
        .min(Duration::compareTo)
        .orElse(rto);
  }
}
