package io.drillbook.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;

/** The page of one runbook, written from its model, its forms and its steps' own words. */
final class RunbookPage {
  private static final Pattern JAVADOC =
      Pattern.compile("/\\*\\*(.*?)\\*/\\s*@Component", Pattern.DOTALL);

  private final String name;
  private final Process process;
  private final BpmnModelInstance model;
  private final StringBuilder text = new StringBuilder();

  private RunbookPage(Path file) {
    this.name = Models.name(file);
    this.model = Models.read(file);
    this.process = model.getModelElementsByType(Process.class).iterator().next();
  }

  /** The page of that model, as Markdown. */
  static String of(Path file) {
    return new RunbookPage(file).write();
  }

  /** The page that leads to all others. */
  static String index(List<Path> files) {
    StringBuilder index = new StringBuilder("# Runbooks\n\n| runbook | when to use |\n|---|---|\n");
    for (Path file : files) {
      RunbookPage page = new RunbookPage(file);
      String when = documentation(page.process).get(0).replaceFirst("^When to use: ", "");
      index.append("| [%s](%s.md) | %s |\n".formatted(page.process.getName(), page.name, when));
    }
    return index
        .append("\nAll of this is drawn and written from the models below `processes/`.\n")
        .toString();
  }

  /** When to use it, who takes part and its RTO assumption: the lines of its documentation. */
  static List<String> documentation(Process process) {
    return process.getDocumentations().stream()
        .flatMap(documentation -> documentation.getTextContent().strip().lines())
        .map(String::strip)
        .toList();
  }

  private String write() {
    line("# " + process.getName());
    line("");
    line("![" + process.getName() + "](" + name + ".svg)");
    for (String fact : documentation(process)) {
      line("");
      line(fact.replaceFirst("^([^:]+:)", "**$1**"));
    }
    section("Steps");
    steps(process.getFlowElements(), "");
    section("What can go wrong, and where it leads");
    model.getModelElementsByType(BoundaryEvent.class).forEach(this::trouble);
    model.getModelElementsByType(ExclusiveGateway.class).forEach(this::safeAnswer);
    section("How it ends");
    ends().forEach(end -> line("- **" + words(end) + "**"));
    line("");
    line("Written from the model: change `processes/` and draw the runbooks again.");
    return text.toString();
  }

  private void steps(Collection<FlowElement> elements, String indent) {
    for (FlowElement element : elements) {
      if (element instanceof ServiceTask task) {
        line(indent + "- **" + words(task) + "** (automatic): " + wordsOfTheCode(task));
      } else if (element instanceof BusinessRuleTask table) {
        line(
            indent
                + "- **"
                + words(table)
                + "** (decision table `"
                + table.getCamundaDecisionRef()
                + "`, see [scenarios](../guide/scenarios.md)): "
                + table.getDocumentations().iterator().next().getTextContent().strip());
      } else if (element instanceof UserTask task) {
        line(indent + "- **" + words(task) + "** (" + people(task) + "): " + questions(task));
      } else if (element instanceof CallActivity call) {
        String called = call.getCalledElement();
        line(indent + "- **" + words(call) + "**: runs [" + called + "](" + called + ".md)");
      } else if (element instanceof SubProcess part) {
        line(indent + "- **" + words(part) + "**" + (part.triggeredByEvent() ? ", all along" : ""));
        steps(part.getFlowElements(), indent + "  ");
      } else if (element instanceof Event event && isTimer(event)) {
        line(indent + "- *" + words(event) + "*");
      }
    }
  }

  /** The ends that tell the caller an outcome; where there are none, all. */
  private List<EndEvent> ends() {
    List<EndEvent> all = List.copyOf(process.getChildElementsByType(EndEvent.class));
    List<EndEvent> telling =
        all.stream().filter(end -> !ModelRules.property(end, "outcome").isEmpty()).toList();
    return telling.isEmpty() ? all : telling;
  }

  private void trouble(BoundaryEvent event) {
    String also = event.cancelActivity() ? "" : "; the step goes on";
    line(
        "- **%s**, at *%s*: leads to **%s**%s"
            .formatted(words(event), words(event.getAttachedTo()), next(event), also));
  }

  private void safeAnswer(ExclusiveGateway gateway) {
    if (gateway.getDefault() != null) {
      line(
          "- **%s** Without a clear answer: %s. Leads to **%s**"
              .formatted(
                  words(gateway),
                  gateway.getDefault().getName(),
                  named(gateway.getDefault().getTarget())));
    }
  }

  private static boolean isTimer(Event event) {
    return !(event instanceof BoundaryEvent)
        && !event.getChildElementsByType(TimerEventDefinition.class).isEmpty();
  }

  private static String next(FlowNode node) {
    return named(node.getSucceedingNodes().list().get(0));
  }

  /** Joins have no name: what comes behind them counts. */
  private static String named(FlowNode node) {
    return node.getName() == null || node.getName().isBlank() ? next(node) : words(node);
  }

  private static String words(FlowElement element) {
    return element.getName();
  }

  private static String people(UserTask task) {
    boolean fourEyes = ModelRules.property(task, "fourEyes").equals("true");
    String groups = task.getCamundaCandidateGroups();
    return (groups.startsWith("$") ? "the groups that the plan names" : groups)
        + (fourEyes ? ", but nobody who started or prepared this run" : "");
  }

  private static String questions(UserTask task) {
    try {
      Path file = Models.filesBelow(Models.FORMS, "/" + task.getCamundaFormRef() + ".form").get(0);
      List<String> questions = new ArrayList<>();
      for (JsonNode component : new ObjectMapper().readTree(Models.text(file)).path("components")) {
        if (component.hasNonNull("key")) {
          questions.add(component.path("label").asText() + answers(component.path("values")));
        }
      }
      return String.join("; ", questions);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String answers(JsonNode values) {
    List<String> labels = new ArrayList<>();
    values.forEach(value -> labels.add(value.path("label").asText()));
    return labels.isEmpty() ? "" : " (" + String.join(" / ", labels) + ")";
  }

  private static String wordsOfTheCode(ServiceTask task) {
    String source = Models.text(ModelRules.codeOf(task).orElseThrow());
    Matcher javadoc = JAVADOC.matcher(source);
    String words =
        javadoc.find() ? javadoc.group(1).replaceAll("\\s*\\n\\s*\\*?\\s*", " ").strip() : "";
    return task.getModelInstance().getModelElementsByType(CamundaInputParameter.class).stream()
        .filter(
            input -> input.getParentElement().getParentElement().getParentElement().equals(task))
        .filter(input -> "message".equals(input.getCamundaName()))
        .map(input -> "Sends the message `" + input.getTextContent() + "`.")
        .findFirst()
        .orElse(words);
  }

  private void section(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
