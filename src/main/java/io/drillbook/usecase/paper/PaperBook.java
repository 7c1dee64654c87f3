package io.drillbook.usecase.paper;

import io.drillbook.domain.plan.Scenario;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The models of a document, each once: those that were asked for and all that they call. */
final class PaperBook {
  private final PaperModels files;
  private final Map<Scenario, LeftOut> paths;
  private final Map<String, PaperModel> models = new LinkedHashMap<>();

  PaperBook(PaperModels files, Map<Scenario, LeftOut> paths) {
    this.files = files;
    this.paths = paths;
  }

  List<PaperSection> sections(List<String> roots) {
    roots.forEach(this::read);
    Map<Scenario, Set<String>> used = new EnumMap<>(Scenario.class);
    paths.forEach((scenario, leftOut) -> used.put(scenario, used(roots, leftOut)));
    List<PaperSection> sections = new ArrayList<>();
    for (Map.Entry<String, PaperModel> one : models.entrySet()) {
      Map<Scenario, Set<String>> without = new EnumMap<>(Scenario.class);
      List<PaperStep> steps = one.getValue().steps();
      paths.forEach((scenario, path) -> without.put(scenario, path.of(steps)));
      Set<Scenario> unused = new HashSet<>(paths.keySet());
      unused.removeIf(scenario -> used.get(scenario).contains(one.getKey()));
      sections.add(
          new PaperSection(
              sections.size() + 1,
              one.getKey(),
              one.getValue().name(),
              one.getValue().explanation(),
              steps,
              without,
              unused));
    }
    return sections;
  }

  private void read(String id) {
    if (models.containsKey(id)) {
      return;
    }
    PaperModel model = files.of(id);
    models.put(id, model);
    calls(model.steps()).forEach(called -> read(called.calls()));
  }

  /** The models that a path may come by. */
  private Set<String> used(List<String> roots, LeftOut path) {
    Set<String> used = new LinkedHashSet<>(roots);
    List<String> waiting = new ArrayList<>(roots);
    while (!waiting.isEmpty()) {
      List<PaperStep> all = models.get(waiting.remove(0)).steps();
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
