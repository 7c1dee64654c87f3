package io.drillbook.config;

import static io.drillbook.config.Shape.Field.optional;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.Named;
import io.drillbook.domain.plan.Objectives;
import io.drillbook.domain.plan.Scenario;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was agreed with single customers: its shape, and how it is read. */
final class CustomerShape {
  private CustomerShape() {}

  static Named of(Named scenarios) {
    return new Named(
        Leaves.NAME,
        Block.of(
            optional("rto", Leaves.DURATION, "No scenario takes longer, unless it is listed here."),
            optional("rpo", Leaves.DURATION, "For each source without its own."),
            optional("scenarios", scenarios, "A scenario's own RTO for this customer.")),
        0);
  }

  static Map<String, Objectives> read(Located plan, Objectives general) {
    Map<String, Objectives> customers = new LinkedHashMap<>();
    plan.entries("objectives", "customers")
        .forEach((name, agreed) -> customers.put(name, merge(agreed, general)));
    return customers;
  }

  /** The strictest RPO that anybody was promised. */
  static Optional<Duration> strictestRpo(Located plan) {
    return Stream.concat(
            plan.leaf(Duration.class, "objectives", "rpo").stream(),
            plan.entries("objectives", "customers").values().stream()
                .flatMap(agreed -> agreed.leaf(Duration.class, "rpo").stream()))
        .min(Comparator.naturalOrder());
  }

  /** An RTO that was agreed on caps the plan's own scenarios: a promise of 1 h is none of 4 h. */
  private static Objectives merge(Located agreed, Objectives general) {
    Optional<Duration> rto = agreed.leaf(Duration.class, "rto");
    Map<Scenario, Duration> scenarios = new EnumMap<>(Scenario.class);
    general
        .scenarios()
        .forEach(
            (scenario, allowed) ->
                scenarios.put(
                    scenario, rto.filter(cap -> cap.compareTo(allowed) < 0).orElse(allowed)));
    agreed
        .entries("scenarios")
        .forEach(
            (id, own) ->
                scenarios.put(
                    Scenario.of(id).orElseThrow(), own.leaf(Duration.class, "rto").orElseThrow()));
    return new Objectives(
        rto.orElse(general.rto()),
        agreed.leaf(Duration.class, "rpo").orElse(general.rpo()),
        scenarios);
  }
}
