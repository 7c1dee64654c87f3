package io.drillbook.usecase.paper;

import io.drillbook.domain.plan.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A model on paper.
 *
 * @param number of the section, from 1
 * @param id of the model
 * @param explanation when to use it, who takes part
 * @param leftOut ids of the steps that a scenario's path passes by, for each scenario
 * @param unused the scenarios in which nothing leads to this model at all
 */
record PaperSection(
    int number,
    String id,
    String name,
    String explanation,
    List<PaperStep> steps,
    Map<Scenario, Set<String>> leftOut,
    Set<Scenario> unused) {
  PaperSection {
    steps = List.copyOf(steps);
    leftOut = Map.copyOf(leftOut);
    unused = Set.copyOf(unused);
  }

  /** The scenarios that pass a step by. */
  List<Scenario> without(String step, List<Scenario> asked) {
    return asked.stream()
        .filter(it -> unused.contains(it) || leftOut.getOrDefault(it, Set.of()).contains(step))
        .toList();
  }
}
