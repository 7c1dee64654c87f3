package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.reset;

import io.drillbook.models.Models;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the tests of one runbook share: jobs are fired by element, long steps worked by topic. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class RunbookTest {
  private static final String WORKER = "test";

  final RuntimeService runtime = ModelEngine.ENGINE.getRuntimeService();
  final HistoryService history = ModelEngine.ENGINE.getHistoryService();
  final ManagementService management = ModelEngine.ENGINE.getManagementService();
  private final ExternalTaskService steps = ModelEngine.ENGINE.getExternalTaskService();
  private final TaskService tasks = ModelEngine.ENGINE.getTaskService();
  private final String runbook;

  RunbookTest(String runbook) {
    this.runbook = runbook;
  }

  @BeforeEach
  void useTheEngine() {
    init(ModelEngine.ENGINE);
    ModelEngine.DELEGATES.values().forEach(RecordingDelegate::forget);
    delegate("openApprovalDelegate").does(Approvals::open);
    delegate("checkDrillRecordDelegate")
        .does(execution -> execution.setVariable("drillClosing", "complete"));
  }

  @AfterEach
  void endEverything() {
    runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
        .map(ProcessInstance::getId)
        .forEach(id -> runtime.deleteProcessInstance(id, "the test is over", true, true));
    reset();
  }

  /** Runs last: by then the tests above must have been everywhere. */
  @Test
  @Order(Integer.MAX_VALUE)
  void everyEndAndBoundaryEventOfTheModelIsPassedBySomeTest() {
    Set<String> wanted = new TreeSet<>();
    Models.model(runbook).getModelElementsByType(EndEvent.class).stream()
        .map(FlowNode::getId)
        .forEach(wanted::add);
    Models.model(runbook).getModelElementsByType(BoundaryEvent.class).stream()
        .map(FlowNode::getId)
        .forEach(wanted::add);
    assertThat(wanted).isNotEmpty();
    history.createHistoricActivityInstanceQuery().finished().list().stream()
        .filter(step -> runbook.equals(step.getProcessDefinitionKey()))
        // An end that throws an error for the caller is cancelled by it together with its run.
        .filter(step -> !step.isCanceled() || "errorEndEvent".equals(step.getActivityType()))
        .map(HistoricActivityInstance::getActivityId)
        .forEach(wanted::remove);
    assertThat(wanted).as("events of %s that no test passes: add one for each", runbook).isEmpty();
  }

  ProcessInstance start(Map<String, Object> variables) {
    return runtime.startProcessInstanceByKey(runbook, variables);
  }

  ProcessInstance start() {
    return start(Map.of("system", "shop"));
  }

  /** The runbook within another one that only catches its errors. */
  ProcessInstance startCalled(String... given) {
    return startCalled(Map.of("system", "shop", "target", "standby"), given);
  }

  ProcessInstance startCalled(Map<String, Object> variables, String... given) {
    var call =
        Bpmn.createExecutableProcess("caller")
            .camundaHistoryTimeToLiveString("P1D")
            .startEvent()
            .callActivity("callActivity_runbook")
            .calledElement(runbook);
    for (String variable : given) {
      call = call.camundaIn(variable, variable);
    }
    ModelEngine.ENGINE
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "caller.bpmn",
            call.boundaryEvent("event_caught")
                .errorEventDefinition()
                .errorCodeVariable("faultCode")
                .errorMessageVariable("faultMessage")
                .errorEventDefinitionDone()
                .endEvent()
                .done())
        .deploy();
    return runtime.startProcessInstanceByKey("caller", variables);
  }

  RecordingDelegate delegate(String bean) {
    return ModelEngine.DELEGATES.get(bean);
  }

  List<String> told() {
    return delegate("notifyPeopleDelegate").reached();
  }

  /** Fires the one job that waits at this element, whenever it is due. */
  void fire(String element) {
    management.executeJob(job(element).getId());
  }

  Job job(String element) {
    Job job = management.createJobQuery().activityId(element).singleResult();
    assertThat(job).as("a job at %s", element).isNotNull();
    return job;
  }

  /** Works every step of this topic that waits; the number of them is checked. */
  void work(String topic, int expected, Map<String, Object> result) {
    List<LockedExternalTask> locked = lock(topic);
    assertThat(locked).as("steps with the topic %s", topic).hasSize(expected);
    locked.forEach(step -> steps.complete(step.getId(), WORKER, result));
  }

  void work(String topic) {
    work(topic, 1, Map.of());
  }

  /** The side that traffic leaves is fenced without trouble. */
  void fence() {
    fire("callActivity_fencePrimary");
    work("fence-primary");
    fire("end_primaryIsFenced");
  }

  /** Traffic is moved without anybody's hands. */
  void moveTraffic() {
    fire("callActivity_moveTraffic");
    work("switch-traffic", 1, Map.of("checklistPart", "none"));
    fire("end_trafficIsMoved");
  }

  /** Traffic is sent back without trouble, in a run of its own. */
  void sendBack() {
    fire("callActivity_sendTrafficBack");
    work("switch-back");
    fire("end_trafficIsThere");
  }

  /** It is known that traffic stayed where it was. */
  void sendingBackFails() {
    fire("callActivity_sendTrafficBack");
    fault("switch-back", "CUTOVER_FAILED");
    fire("end_trafficIsWhereItWas");
  }

  /** The side that keeps the traffic accepts writes, after the other one was shut. */
  void letServe(String call, String other) {
    fire(call);
    assertThat(waitsAt("lift-fence")).as("before the other side is shut").isFalse();
    assertThat(sideOf("shut-other-side")).as("the side that serves").isNotEqualTo(other);
    work("shut-other-side");
    assertThat(sideOf("lift-fence")).isNotEqualTo(other);
    work("lift-fence");
    fire("end_sideServes");
  }

  /** The side that keeps the traffic accepts writes; the other one was never touched. */
  void letServeAlone(String call) {
    fire(call);
    assertThat(waitsAt("shut-other-side")).as("a side that nobody opened").isFalse();
    work("lift-fence");
    fire("end_sideServes");
  }

  /** The system is backed up, in a run of its own. */
  void backup() {
    fire("callActivity_takeBackup");
    fire("serviceTask_prepareRecoveryPoint");
    work("pause-writes");
    work("capture-source", 2, Map.of());
    resumeWrites();
    work("seal-recovery-point");
    fire("serviceTask_notifyOfBackup");
    fire("end_backupIsTaken");
  }

  /** What a backup paused goes on, in a run of its own. */
  void resumeWrites() {
    fire("callActivity_resumeWrites");
    work("resume-writes");
  }

  /** The system is restored, in a run of its own. */
  void restoreHome() {
    fire("callActivity_restoreSystem");
    fire("serviceTask_selectRecoveryPoint");
    work("verify-recovery-point");
    work("check-target");
    work("restore-source");
    work("restore-source");
    work("migrate-data");
    work("verify-restored-data");
    fire("serviceTask_concludeRestore");
    fire("end_systemIsRestored");
  }

  /** A step inside a called run ends in an error that only its caller catches. */
  void failInside(String bean) {
    delegate(bean)
        .does(
            execution -> {
              throw new BpmnError("INTERNAL", "made up");
            });
  }

  /** One step of this topic ends with this fault. */
  void fault(String topic, String code) {
    LockedExternalTask step = lock(topic).get(0);
    steps.handleBpmnError(step.getId(), WORKER, code, "unable to work: '" + topic + "'");
  }

  /** The side that the one waiting step of this topic is about. */
  String sideOf(String topic) {
    String execution =
        steps.createExternalTaskQuery().topicName(topic).singleResult().getExecutionId();
    return String.valueOf(runtime.getVariable(execution, "side"));
  }

  /** The side that the one job at this element is about. */
  String sideAt(String element) {
    return String.valueOf(runtime.getVariable(job(element).getExecutionId(), "side"));
  }

  boolean waitsAt(String topic) {
    return steps.createExternalTaskQuery().topicName(topic).count() > 0;
  }

  Task task(String element) {
    return tasks.createTaskQuery().taskDefinitionKey(element).singleResult();
  }

  /** A person's step ends in an error that only the caller of its run catches. */
  void error(String element) {
    tasks.handleBpmnError(task(element).getId(), "INTERNAL", "made up");
  }

  Object variable(String element, String name) {
    return tasks.getVariable(task(element).getId(), name);
  }

  void answer(String element, Map<String, Object> answers) {
    assertThat(task(element)).as("a task at %s", element).isNotNull();
    tasks.complete(task(element).getId(), answers);
  }

  /** Somebody votes, and that decides it: granted or refused. */
  void approval(String state) {
    votes(state);
    answer("userTask_giveApproval", Map.of("approval", "approve"));
    fire("serviceTask_countVotes");
    fire("serviceTask_concludeApproval");
  }

  /** What comes of the next count of votes, and of the end of the approval. */
  void votes(String state) {
    JavaDelegate counts = execution -> execution.setVariable("approvalState", state);
    delegate("countVotesDelegate").does(counts);
    delegate("concludeApprovalDelegate").does(counts);
  }

  /** The variable of a run that is over. */
  Object last(ProcessInstance instance, String variable) {
    return history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(instance.getId())
        .variableName(variable)
        .singleResult()
        .getValue();
  }

  private List<LockedExternalTask> lock(String topic) {
    List<LockedExternalTask> locked = steps.fetchAndLock(10, WORKER).topic(topic, 60_000).execute();
    assertThat(locked).as("steps with the topic %s", topic).isNotEmpty();
    return locked;
  }
}
