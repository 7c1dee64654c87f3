package io.drillbook.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.engine.runbook.ChecklistVariables;
import io.drillbook.engine.runbook.FailoverVariables;
import io.drillbook.engine.runbook.GoalVariables;
import io.drillbook.engine.runbook.PartialVariables;
import io.drillbook.engine.runbook.ReviewVariables;
import io.drillbook.engine.runbook.Variables;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelRulesTest {
  private static final Pattern TOPIC =
      Pattern.compile("String topic\\(\\) \\{\\s*return \"([a-z-]+)\";");

  @Test
  void everyModelKeepsTheRulesOfTheHouse() {
    List<String> problems = new ArrayList<>();
    for (Path file : Models.files()) {
      problems.addAll(ModelRules.problems(Models.name(file), Models.text(file), Models.read(file)));
    }
    assertThat(Models.files()).hasSizeGreaterThan(5);
    assertThat(problems).isEmpty();
  }

  /** Each line plants one fault into a good model and names the problem that must be found. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          cut-over | id="cut-over" | id="cutover" | is not the file name
          cut-over | RTO assumption: | Assumption: | does not say: RTO assumption
          settle-traffic |  default="flow_unhealthy" | ~~ | has no default flow
          move-traffic | serviceTask_switchTraffic | Activity_0x1y2z3 | does not explain
          move-traffic | serviceTask_switchTraffic | serviceTask_18f | does not explain
          move-traffic | name="Switch traffic" | name="Switching" | is not named verb and object
          cut-over | name="Traffic is moved" | name="" | unnamed
          settle-traffic | name="Does it stay healthy?" | name="Healthy" | asks no question
          move-traffic | name="Move is approved" | name="Move begins" | cannot be taken back
          cut-over | name="Cutover is approved" | name="Cutover begins" | right after an approval
          settle-traffic | topic="observe-service" | topic="observe-nothing" | has no delegate or worker
          roll-back | camunda:formRef="decide-rollback" | camunda:formRef="decide" | has no form
          roll-back | camunda:candidateGroups="oncall" | ~~ | is for nobody
          run-drill | ${scoreDrillDelegate} | ${scoreDelegate} | has no delegate or worker
          run-drill | <camunda:in source="system" target="system" /> | <camunda:in variables="all" /> | couples runs
          run-drill | calledElement="restore-system" | calledElement="restore" | calls what is not there
          run-drill | attachedToRef="callActivity_restoreSystem" | attachedToRef="serviceTask_scoreDrill" | lets errors escape
          fence-primary | name="Leaving a side is approved" | name="Somebody leaves" | cannot be taken back
          cut-over | calledElement="fence-primary" | calledElement="roll-back" | right after an approval
          take-backup | camunda:delegateExpression="${notifyPeopleDelegate}" | camunda:class="io.Evil" | hides code
          take-backup | camunda:asyncBefore="true" | ~~ | is not asyncBefore
          take-backup | <camunda:failedJobRetryTimeCycle>R3/PT10S</camunda:failedJobRetryTimeCycle> | ~~ | has no retry cycle
          recover-from-disaster | name="fourEyes" value="true" | name="fourEyes" value="no" | by somebody else
          expire-recovery-points | name="fourEyes" value="true" | name="fourEyes" value="no" | does not come right after an approval
          expire-recovery-points | sourceRef="event_planFailed" targetRef="gateway_nothingExpires" | sourceRef="event_planFailed" targetRef="gateway_expiryIsAllowed" | does not come right after an approval
          """)
  void aModelThatBreaksARuleIsCaught(String model, String good, String bad, String problem) {
    Path file =
        Models.files().stream().filter(f -> Models.name(f).equals(model)).findFirst().orElseThrow();
    String xml = Models.text(file);
    assertThat(xml).contains(good);
    String planted = xml.replace(good, bad);
    assertThat(ModelRules.problems(model, planted, parse(planted)))
        .anyMatch(found -> found.contains(problem));
  }

  @Test
  void everyTopicHasExactlyOneWorkerAndEveryWorkerAStep() {
    List<String> workers =
        Models.filesBelow(Path.of("delegates"), "Worker.java").stream()
            .flatMap(file -> TOPIC.matcher(Models.text(file)).results())
            .map(match -> match.group(1))
            .toList();
    Set<String> topics = new TreeSet<>();
    for (Path file : Models.files()) {
      Models.read(file).getModelElementsByType(ServiceTask.class).stream()
          .map(ServiceTask::getCamundaTopic)
          .filter(topic -> topic != null)
          .forEach(topics::add);
    }
    assertThat(workers).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(topics);
  }

  @Test
  void everyDelegateHasAStep() {
    Set<String> delegates =
        Models.filesBelow(Path.of("delegates"), "Delegate.java").stream()
            .map(Models::name)
            .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
            .collect(Collectors.toSet());
    assertThat(Models.delegateBeans()).isEqualTo(new TreeSet<>(delegates));
  }

  @Test
  void runbooksPassOnDeclaredVariablesOnly() {
    Set<String> passed = new TreeSet<>();
    for (Path file : Models.files()) {
      BpmnModelInstance model = Models.read(file);
      model.getModelElementsByType(CamundaIn.class).stream()
          .filter(in -> in.getCamundaBusinessKey() == null)
          .forEach(
              in -> {
                passed.add(in.getCamundaTarget());
                // What is passed as a word has no variable at the caller's side.
                Optional.ofNullable(in.getCamundaSource()).ifPresent(passed::add);
              });
      model
          .getModelElementsByType(CamundaOut.class)
          .forEach(out -> passed.addAll(List.of(out.getCamundaSource(), out.getCamundaTarget())));
    }
    assertThat(declared()).containsAll(passed);
  }

  @Test
  void namesOfModelsAndFormsAreUnique() {
    assertThat(Models.files().stream().map(Models::name)).doesNotHaveDuplicates();
    assertThat(Models.filesBelow(Models.FORMS, ".form").stream().map(Models::name))
        .doesNotHaveDuplicates();
  }

  /** The names of all process variables. */
  static Set<String> declared() {
    return Stream.of(
            Variables.class,
            ChecklistVariables.class,
            FailoverVariables.class,
            GoalVariables.class,
            PartialVariables.class,
            ReviewVariables.class)
        .flatMap(known -> Arrays.stream(known.getFields()))
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.getType() == String.class)
        .map(ModelRulesTest::value)
        .collect(Collectors.toSet());
  }

  private static String value(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BpmnModelInstance parse(String xml) {
    return Bpmn.readModelFromStream(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
