package io.drillbook.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;

/** The models and forms as they lie in the repository. */
public final class Models {
  static final Path PROCESSES = Path.of("processes");
  static final Path FORMS = Path.of("forms");
  private static final Pattern BEAN = Pattern.compile("[$#]\\{(\\w+)}");

  private Models() {}

  /** Every model, in the order of their paths. */
  public static List<Path> files() {
    return filesBelow(PROCESSES, ".bpmn");
  }

  /** Every model and every decision table. */
  public static List<Path> deployed() {
    return Stream.concat(files().stream(), tables().stream()).toList();
  }

  /** Every decision table. */
  public static List<Path> tables() {
    return filesBelow(PROCESSES, ".dmn");
  }

  /** The content of a file. */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model of that process. */
  public static BpmnModelInstance model(String process) {
    return read(
        files().stream().filter(file -> name(file).equals(process)).findFirst().orElseThrow());
  }

  /** The names of all beans that short steps call. */
  public static Set<String> delegateBeans() {
    Set<String> beans = new TreeSet<>();
    for (Path file : files()) {
      read(file).getModelElementsByType(ServiceTask.class).stream()
          .map(ServiceTask::getCamundaDelegateExpression)
          .filter(expression -> expression != null)
          .map(Models::bean)
          .forEach(beans::add);
    }
    return beans;
  }

  static String bean(String expression) {
    Matcher matcher = BEAN.matcher(expression);
    return matcher.matches() ? matcher.group(1) : "";
  }

  static BpmnModelInstance read(Path file) {
    return Bpmn.readModelFromFile(file.toFile());
  }

  /** The name of a model or form: that of its file. */
  public static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.[a-z]+$", "");
  }

  static List<Path> filesBelow(Path folder, String suffix) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
