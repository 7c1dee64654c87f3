package io.drillbook.domain.plan;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How much downtime and data loss the owner accepts.
 *
 * @param rto detection until service confirmed, for the system as a whole
 * @param rpo accepted data loss, for each source that names none of its own
 * @param scenarios a scenario's own RTO
 * @param customers what was agreed with single customers, complete: what an agreement leaves out is
 *     filled in already
 */
public record Objectives(
    Duration rto,
    Duration rpo,
    Map<Scenario, Duration> scenarios,
    Map<String, Objectives> customers) {
  public Objectives {
    scenarios = Map.copyOf(scenarios);
    customers = Map.copyOf(customers);
  }

  /** Objectives that are the same for everybody. */
  public Objectives(Duration rto, Duration rpo, Map<Scenario, Duration> scenarios) {
    this(rto, rpo, scenarios, Map.of());
  }

  /**
   * The RTO that a run is measured against.
   *
   * @param rto the duration
   * @param assumed true where the plan does not list the scenario and the strictest of all is taken
   */
  public record RtoChoice(Duration rto, boolean assumed) {}

  /**
   * The scenario's RTO; one that is not listed gets the strictest of the plan. An incident concerns
   * every customer: the strictest of their RTOs counts.
   */
  public RtoChoice rtoFor(Scenario scenario) {
    return Stream.concat(Stream.of(this), customers.values().stream())
        .map(one -> one.ownRto(scenario))
        .min(Comparator.comparing(RtoChoice::rto))
        .orElseThrow();
  }

  /**
   * What is told apart where objectives are watched: the plan's own scenarios, else all of them.
   */
  public Set<Scenario> watched() {
    return scenarios.isEmpty() ? Set.of(Scenario.values()) : scenarios.keySet();
  }

  /** The RTO of one customer, where one is named. */
  public RtoChoice rtoFor(Scenario scenario, Optional<String> customer) {
    return customer.map(name -> of(name).ownRto(scenario)).orElseGet(() -> rtoFor(scenario));
  }

  /** The RPO of sources without their own: of one customer, or the strictest of all. */
  public Duration rpoFor(Optional<String> customer) {
    return customer
        .map(name -> of(name).rpo())
        .orElseGet(
            () ->
                Stream.concat(Stream.of(rpo), customers.values().stream().map(Objectives::rpo))
                    .min(Comparator.naturalOrder())
                    .orElse(rpo));
  }

  /**
   * What was agreed with a customer.
   *
   * @throws Fault INPUT_INVALID where nothing was
   */
  public Objectives of(String customer) {
    Objectives agreed = customers.get(customer);
    if (agreed == null) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find the objectives of the customer: '" + customer + "'",
          customers.isEmpty()
              ? "The plan names no customers; write them under 'objectives.customers'."
              : "The plan knows " + customers.keySet().stream().sorted().toList() + ".");
    }
    return agreed;
  }

  private RtoChoice ownRto(Scenario scenario) {
    Duration listed = scenarios.get(scenario);
    return listed != null ? new RtoChoice(listed, false) : new RtoChoice(strictest(), true);
  }

  private Duration strictest() {
    return Stream.concat(Stream.of(rto), scenarios.values().stream())
        .min(Duration::compareTo)
        .orElse(rto);
  }
}
