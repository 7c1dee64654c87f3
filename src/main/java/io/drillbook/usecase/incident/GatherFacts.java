package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.readiness.RpoState;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.usecase.SourceDrivers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at what is left and what would be lost, before anybody decides. A source that is gone is a
 * fact, no fault.
 */
public final class GatherFacts {
  private static final String SOURCE = "source ";
  private static final String ANSWERS = "answers";

  private final SourceDrivers drivers;
  private final CatalogStore catalog;

  /** A use case over these drivers and this catalog. */
  public GatherFacts(SourceDrivers drivers, CatalogStore catalog) {
    this.drivers = drivers;
    this.catalog = catalog;
  }

  /**
   * Gathers facts, in the order in which a person wants to read them.
   *
   * @param detectedAt what the loss is measured against
   * @return facts by subject
   */
  public Map<String, String> gather(ProtectionPlan plan, Instant detectedAt, StepContext context) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (SourcePlan source : plan.sources().values()) {
      context.cancellation().check();
      facts.put(SOURCE + source.name(), look(source));
    }
    List<CatalogPoint> usable =
        catalog.points(plan.system()).stream().filter(CatalogPoint::usable).toList();
    facts.put("recovery points", usable.size() + " usable");
    Optional<CatalogPoint> newest = usable.stream().findFirst();
    newest.ifPresent(
        point -> {
          facts.put("newest point", point.point() + " (" + point.state() + partial(point) + ")");
        });
    RpoState.of(plan, usable, detectedAt)
        .forEach(
            state ->
                facts.put(
                    "loss " + state.source(),
                    state
                        .dataTime()
                        .map(time -> loss(time, detectedAt))
                        .orElse("everything: no usable recovery point holds it")));
    return facts;
  }

  private static String partial(CatalogPoint point) {
    return point.isPartial()
        ? ", PARTIAL: without " + String.join(", ", point.missing().keySet())
        : "";
  }

  /** Whether the sources answer, by these facts: {@code all}, {@code some} or {@code none}. */
  public static String answering(Map<String, String> facts) {
    List<String> looks =
        facts.entrySet().stream()
            .filter(fact -> fact.getKey().startsWith(SOURCE))
            .map(Map.Entry::getValue)
            .toList();
    long answer = looks.stream().filter(look -> look.startsWith(ANSWERS)).count();
    if (answer == 0) {
      return "none";
    }
    return answer == looks.size() ? "all" : "some";
  }

  private String look(SourcePlan source) {
    try {
      SourceProbe probe = drivers.driver(source.kind()).probe(source.settings());
      return ANSWERS + ", " + probe.version() + ", " + probe.bytes() / 1_000_000 + " MB";
    } catch (Fault fault) {
      return "DOES NOT ANSWER as it should: " + fault.getMessage();
    }
  }

  private static String loss(Instant dataTime, Instant detectedAt) {
    Duration lost = Duration.between(dataTime, detectedAt);
    return "everything after "
        + dataTime.truncatedTo(ChronoUnit.SECONDS)
        + ", "
        + Durations.inWords(lost.isNegative() ? Duration.ZERO : lost);
  }
}
