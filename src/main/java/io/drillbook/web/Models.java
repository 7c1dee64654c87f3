package io.drillbook.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The runbooks as they are drawn, of this build. */
@Component
class Models {
  private static final String FILES = "classpath*:processes/**/*.bpmn";
  private static final Pattern ID =
      Pattern.compile("<bpmn:\\w*(?:[tT]ask|Activity|Process|Event) id=\"([^\"]+)\"");
  private static final Pattern TITLE = Pattern.compile("<bpmn:process [^>]*name=\"([^\"&<]+)\"");

  private final Map<String, Model> byName;

  Models() throws IOException {
    Map<String, Model> found = new TreeMap<>();
    for (Resource file : new PathMatchingResourcePatternResolver().getResources(FILES)) {
      String name = String.valueOf(file.getFilename()).replace(".bpmn", "");
      found.put(name, Model.of(name, file.getContentAsString(StandardCharsets.UTF_8)));
    }
    byName = Collections.unmodifiableMap(found);
  }

  /**
   * A runbook.
   *
   * @param steps the ids of what it does
   */
  record Model(String name, String title, String xml, Set<String> steps) {
    static Model of(String name, String xml) {
      Set<String> steps = new HashSet<>();
      Matcher ids = ID.matcher(xml);
      while (ids.find()) {
        steps.add(ids.group(1));
      }
      Matcher title = TITLE.matcher(xml);
      return new Model(name, title.find() ? title.group(1) : name, xml, Set.copyOf(steps));
    }
  }

  Optional<Model> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Those that have any of the steps; the one with the most of them first. */
  List<Model> with(Set<String> steps) {
    return byName.values().stream()
        .filter(model -> shared(model, steps) > 0)
        .sorted((one, other) -> Long.compare(shared(other, steps), shared(one, steps)))
        .toList();
  }

  private static long shared(Model model, Set<String> steps) {
    return steps.stream().filter(model.steps()::contains).count();
  }
}
