package io.drillbook.cli;

import io.drillbook.domain.plan.Scenario;
import java.util.Iterator;
import java.util.stream.Stream;

/** The scenarios that the help lists and a shell completes. */
final class ScenarioNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Stream.of(Scenario.values()).map(Scenario::id).iterator();
  }
}
