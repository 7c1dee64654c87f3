package io.drillbook.usecase.paper;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Scenario;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The models of a document, each once: those that were asked for and all that they call. */
final class PaperBook {
  private final Function<String, Optional<byte[]>> files;
  private final Map<Scenario, LeftOut> paths;
  private final Map<String, ModelSteps> models = new LinkedHashMap<>();
  private final Map<String, List<PaperStep>> steps = new LinkedHashMap<>();

  PaperBook(Function<String, Optional<byte[]>> files, Map<Scenario, LeftOut> paths) {
    this.files = files;
    this.paths = paths;
  }

  List<PaperSection> sections(List<String> roots) {
    roots.forEach(this::read);
    Map<Scenario, Set<String>> used = new EnumMap<>(Scenario.class);
    paths.forEach((scenario, leftOut) -> used.put(scenario, used(roots, leftOut)));
    List<PaperSection> sections = new ArrayList<>();
    for (Map.Entry<String, ModelSteps> one : models.entrySet()) {
      Map<Scenario, Set<String>> without = new EnumMap<>(Scenario.class);
      paths.forEach((scenario, path) -> without.put(scenario, path.of(steps.get(one.getKey()))));
      Set<Scenario> unused = new HashSet<>(paths.keySet());
      unused.removeIf(scenario -> used.get(scenario).contains(one.getKey()));
      sections.add(
          new PaperSection(
              sections.size() + 1,
              one.getKey(),
              one.getValue().name(),
              one.getValue().explanation(),
              steps.get(one.getKey()),
              without,
              unused));
    }
    return sections;
  }

  private void read(String id) {
    if (models.containsKey(id)) {
      return;
    }
    ModelSteps model =
        new ModelSteps(
            files
                .apply(id)
                .orElseThrow(
                    () ->
                        new Fault(
                            FaultCode.INPUT_INVALID,
                            "unable to find the model: '" + id + "'",
                            "It comes with the program; is the installation whole?")));
    models.put(id, model);
    steps.put(id, model.steps());
    calls(steps.get(id)).forEach(called -> read(called.calls()));
  }

  /** The models that a path may come by. */
  private Set<String> used(List<String> roots, LeftOut path) {
    Set<String> used = new LinkedHashSet<>(roots);
    List<String> waiting = new ArrayList<>(roots);
    while (!waiting.isEmpty()) {
      List<PaperStep> all = steps.get(waiting.remove(0));
      Set<String> passed = path.of(all);
      calls(all)
          .filter(step -> !passed.contains(step.id()))
          .filter(step -> used.add(step.calls()))
          .forEach(step -> waiting.add(step.calls()));
    }
    return used;
  }

  private static Stream<PaperStep> calls(List<PaperStep> steps) {
    return steps.stream().flatMap(PaperBook::withParts).filter(step -> !step.calls().isEmpty());
  }

  private static Stream<PaperStep> withParts(PaperStep step) {
    return Stream.concat(Stream.of(step), step.parts().stream().flatMap(PaperBook::withParts));
  }
}
