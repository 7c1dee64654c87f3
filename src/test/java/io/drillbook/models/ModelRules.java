package io.drillbook.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;

/** What a runbook must be beyond what the lint knows; each problem names the fix. */
final class ModelRules {
  private static final Pattern ID =
      Pattern.compile(
          "(start|end|event|gateway|serviceTask|businessRuleTask|userTask|callActivity|subProcess|flow|message|error)"
              + "_[a-z][A-Za-z]{3,}");
  private static final Pattern GENERATED = Pattern.compile("_[a-z0-9]*[0-9][a-z0-9]*$");

  /** Steps that cannot be taken back: what a person approved must come right before. */
  private static final Set<String> IRREVERSIBLE =
      Set.of("switch-traffic", "fence-primary", "expire-recovery-points");

  private static final Pattern CODE =
      Pattern.compile(
          "<bpmn:script|scriptFormat|camunda:class=|camunda:script|camunda:expression=");
  private static final Pattern EVERYTHING = Pattern.compile("variables=\"all\"");

  private final String name;
  private final String xml;
  private final BpmnModelInstance model;
  private final List<String> problems = new ArrayList<>();

  private ModelRules(String name, String xml, BpmnModelInstance model) {
    this.name = name;
    this.xml = xml;
    this.model = model;
  }

  /** All problems of a model under that file name; none where it is good. */
  static List<String> problems(String name, String xml, BpmnModelInstance model) {
    ModelRules rules = new ModelRules(name, xml, model);
    rules.process();
    rules.text();
    rules.names();
    rules.gateways();
    rules.each(ServiceTask.class, rules::step);
    rules.each(UserTask.class, rules::person);
    rules.each(CallActivity.class, rules::call);
    return rules.problems;
  }

  private void process() {
    Process process = model.getModelElementsByType(Process.class).iterator().next();
    check(process.getId().equals(name), "the process id '%s' is not the file name", process);
    check(process.getCamundaHistoryTimeToLiveString() != null, "%s has no time to live", process);
    List<String> words = RunbookPage.documentation(process);
    for (String part : List.of("When to use: ", "Who takes part: ", "RTO assumption: ")) {
      check(words.stream().anyMatch(w -> w.startsWith(part)), "%s does not say: " + part, process);
    }
  }

  private void text() {
    if (CODE.matcher(xml).find()) {
      problems.add(name + ": a script, class or expression hides code: use delegateExpression");
    }
    if (EVERYTHING.matcher(xml).find()) {
      problems.add(name + ": variables=\"all\" couples runs: name each variable");
    }
  }

  private void names() {
    each(
        FlowNode.class,
        node -> {
          check(explains(node.getId()), "the id '%s' does not explain", node);
          boolean join = node instanceof ExclusiveGateway && node.getOutgoing().size() < 2;
          boolean unnamed = node.getName() == null || node.getName().isBlank();
          boolean race = node.getElementType().getTypeName().equals("eventBasedGateway");
          check(!unnamed || join || race, "%s has no name", node);
        });
    each(SequenceFlow.class, flow -> check(explains(flow.getId()), "'%s' explains nothing", flow));
    each(
        Activity.class,
        task ->
            check(
                Objects.toString(task.getName(), "").matches("[A-Z]\\w+ \\S.*"),
                "%s is not named verb and object",
                task));
    each(Event.class, e -> check(!Objects.toString(e.getName(), "").isBlank(), "%s unnamed", e));
  }

  private void gateways() {
    each(
        ExclusiveGateway.class,
        gateway -> {
          if (gateway.getOutgoing().size() > 1) {
            check(gateway.getDefault() != null, "%s has no default flow: the safe one", gateway);
            check(
                Objects.toString(gateway.getName(), "").endsWith("?"),
                "%s asks no question",
                gateway);
            for (SequenceFlow flow : gateway.getOutgoing()) {
              boolean isDefault = flow.equals(gateway.getDefault());
              check(
                  isDefault == (flow.getConditionExpression() == null),
                  "'%s' needs a condition, the default flow none",
                  flow);
              check(flow.getName() != null, "'%s' has no answer for a name", flow);
            }
          }
        });
  }

  private void step(ServiceTask task) {
    check(codeOf(task).isPresent(), "%s has no delegate or worker of its name", task);
    if ("external".equals(task.getCamundaType())) {
      check(task.getCamundaDelegateExpression() == null, "%s is both long and short", task);
      check(
          !IRREVERSIBLE.contains(task.getCamundaTopic()) || comesAfterApproval(task),
          "%s cannot be taken back and does not come right after an approval",
          task);
    } else if (!name.equals("watch-schedule")) {
      check(task.isCamundaAsyncBefore(), "%s is not asyncBefore", task);
      check(
          task.getExtensionElements() != null
              && !task.getExtensionElements()
                  .getElementsQuery()
                  .filterByType(CamundaFailedJobRetryTimeCycle.class)
                  .list()
                  .isEmpty(),
          "%s has no retry cycle",
          task);
    }
  }

  /**
   * Whether every way to a step begins with an approval: the start of a run that is only called
   * counts, its caller is checked; so does the explicit answer of a gateway, as long as some way
   * goes back to somebody uninvolved or to such a start. Fencing and moving are one approval, with
   * the checklists between.
   */
  private boolean comesAfterApproval(FlowNode node) {
    Set<FlowNode> approvals = new HashSet<>();
    return waysIn(node, new HashSet<>(), approvals) && !approvals.isEmpty();
  }

  private boolean waysIn(FlowNode node, Set<FlowNode> seen, Set<FlowNode> approvals) {
    if (!seen.add(node)) {
      return true;
    }
    for (SequenceFlow flow : waysInto(node)) {
      FlowNode before = flow.getSource();
      boolean answer = flow.getConditionExpression() != null;
      boolean join = before instanceof ExclusiveGateway && before.getOutgoing().size() == 1;
      if (before.getIncoming().isEmpty() && !(before instanceof BoundaryEvent)) {
        if (!before.getName().toLowerCase(Locale.ROOT).contains("approved")) {
          return false;
        }
        approvals.add(before);
      } else if (answer) {
        before.getPreviousNodes().list().stream()
            .filter(asked -> isApproval(asked, seen, approvals))
            .forEach(approvals::add);
      } else if ((!join && !isHandWork(before)) || !waysIn(before, seen, approvals)) {
        return false;
      }
    }
    return true;
  }

  /** A person's part of the same move, between those of the machines. */
  private static boolean isHandWork(FlowNode node) {
    return node instanceof UserTask task && "work-checklist".equals(task.getCamundaFormRef());
  }

  /** A run that is only called, and whose start says what its caller had approved. */
  private boolean isCalledAfterApproval() {
    return model.getModelElementsByType(StartEvent.class).stream()
        .allMatch(start -> start.getName().toLowerCase(Locale.ROOT).contains("approved"));
  }

  /** By the flows themselves: what an element lists as incoming is a copy of them. */
  private List<SequenceFlow> waysInto(FlowNode node) {
    return model.getModelElementsByType(SequenceFlow.class).stream()
        .filter(flow -> flow.getTarget().equals(node))
        .toList();
  }

  private boolean isApproval(FlowNode asked, Set<FlowNode> seen, Set<FlowNode> approvals) {
    boolean fencing =
        asked instanceof CallActivity call && "fence-primary".equals(call.getCalledElement());
    return asksSomebodyElse(asked)
        || (fencing && waysIn(asked, seen, approvals) && !approvals.isEmpty());
  }

  /** A task for uninvolved people, or the runbook that asks them. */
  private static boolean asksSomebodyElse(FlowNode node) {
    return property(node, "fourEyes").equals("true")
        && (node instanceof UserTask
            || (node instanceof CallActivity call
                && "ask-for-approval".equals(call.getCalledElement())));
  }

  private void person(UserTask task) {
    check(task.getCamundaCandidateGroups() != null, "%s is for nobody", task);
    check(
        task.getCamundaFormRef() != null
            && Models.filesBelow(Models.FORMS, "/" + task.getCamundaFormRef() + ".form").size()
                == 1,
        "%s has no form",
        task);
  }

  private void call(CallActivity call) {
    check(
        Models.files().stream().map(Models::name).anyMatch(call.getCalledElement()::equals),
        "%s calls what is not there",
        call);
    if (!"decide-how-to-continue".equals(call.getCalledElement())) {
      boolean caught =
          model.getModelElementsByType(BoundaryEvent.class).stream()
              .filter(event -> event.getAttachedTo().equals(call))
              .flatMap(event -> event.getEventDefinitions().stream())
              .filter(ErrorEventDefinition.class::isInstance)
              .anyMatch(error -> ((ErrorEventDefinition) error).getError() == null);
      check(caught, "%s lets errors escape: catch all of them", call);
    }
    boolean moves = "move-traffic".equals(call.getCalledElement());
    if (moves || Set.of("cut-over", "fence-primary").contains(call.getCalledElement())) {
      check(
          comesAfterApproval(call) || (!moves && isCalledAfterApproval()),
          "%s does not come right after an approval by somebody else",
          call);
    }
  }

  /** The file of the one delegate or worker that a step names. */
  static Optional<Path> codeOf(ServiceTask task) {
    String stem;
    if ("external".equals(task.getCamundaType())) {
      StringBuilder words = new StringBuilder();
      for (String word : task.getCamundaTopic().split("-", -1)) {
        words.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
      stem = words + "Worker";
    } else {
      String bean = Models.bean(Objects.toString(task.getCamundaDelegateExpression(), ""));
      stem = bean.isEmpty() ? "none" : Character.toUpperCase(bean.charAt(0)) + bean.substring(1);
    }
    List<Path> found = Models.filesBelow(Path.of("delegates"), "/" + stem + ".java");
    return found.size() == 1 && Models.text(found.get(0)).contains("@Component")
        ? Optional.of(found.get(0)).filter(Files::exists)
        : Optional.empty();
  }

  /** The property of an element; empty where it has none. */
  static String property(BaseElement element, String property) {
    Collection<CamundaProperty> all =
        element.getModelInstance().getModelElementsByType(CamundaProperty.class);
    return all.stream()
        .filter(p -> property.equals(p.getCamundaName()))
        .filter(p -> p.getParentElement().getParentElement().getParentElement().equals(element))
        .map(CamundaProperty::getCamundaValue)
        .findFirst()
        .orElse("");
  }

  private static boolean explains(String id) {
    return ID.matcher(id).matches() && !GENERATED.matcher(id).find();
  }

  private <T extends BaseElement> void each(Class<T> type, Consumer<T> rule) {
    model.getModelElementsByType(type).forEach(rule);
  }

  private void check(boolean good, String problem, BaseElement element) {
    if (!good) {
      problems.add(name + ": " + problem.formatted(element.getId()));
    }
  }
}
