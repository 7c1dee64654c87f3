package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** Votes are asked for one after another, levels called in turn, and silence is a no. */
class AskForApprovalTest extends RunbookTest {
  private static int started;

  AskForApprovalTest() {
    super("ask-for-approval");
  }

  private ProcessInstance asked() {
    ProcessInstance approval =
        runtime.startProcessInstanceByKey(
            "ask-for-approval",
            "approval-test-" + started++,
            Map.of("system", "shop", "target", "standby", "approvalOf", "cutover"));
    fire("serviceTask_openApproval");
    return approval;
  }

  private void vote(String state) {
    votes(state);
    answer("userTask_giveApproval", Map.of("approval", "approve"));
    fire("serviceTask_countVotes");
  }

  @Test
  void enoughYesesEndTheWaiting() {
    ProcessInstance approval = asked();
    String first = task("userTask_giveApproval").getId();
    vote("open");
    assertThat(approval).isWaitingAt("userTask_giveApproval");
    assertThat(task("userTask_giveApproval").getId()).isNotEqualTo(first);
    vote("granted");
    fire("serviceTask_concludeApproval");
    assertThat(approval).isEnded().hasPassed("end_votesAreIn", "end_approvalIsGiven");
    assertThat(last(approval, "outcome")).isEqualTo("approved");
  }

  @Test
  void anEditOfThePlanAsksAnewByAnotherTask() {
    ProcessInstance approval = asked();
    String first = task("userTask_giveApproval").getId();
    runtime.createMessageCorrelation("plan-edited").processInstanceId(approval.getId()).correlate();
    assertThat(approval).hasPassed("event_planIsEdited").isWaitingAt("userTask_giveApproval");
    assertThat(task("userTask_giveApproval").getId()).isNotEqualTo(first);
    assertThat(job("event_approvalExpired").getDuedate())
        .as("the time for an answer does not begin anew")
        .isEqualTo(ModelEngine.NOW.plus(ShopPlan.EXPIRES_AFTER));
  }

  @Test
  void oneNoIsEnough() {
    ProcessInstance approval = asked();
    vote("refused");
    fire("serviceTask_concludeApproval");
    assertThat(approval).isEnded().hasPassed("end_approvalIsRefused");
    assertThat(last(approval, "outcome")).isEqualTo("refused");
  }

  @Test
  void silenceIsNo() {
    ProcessInstance approval = asked();
    assertThat(job("event_approvalExpired").getDuedate())
        .isEqualTo(ModelEngine.NOW.plus(ShopPlan.EXPIRES_AFTER));
    votes("expired");
    fire("event_approvalExpired");
    assertThat(task("userTask_giveApproval")).isNull();
    fire("serviceTask_concludeApproval");
    assertThat(approval).isEnded().hasPassed("event_approvalExpired", "end_approvalHasExpired");
    assertThat(last(approval, "outcome")).isEqualTo("expired");
  }

  @Test
  void anEndThatNobodyKnowsIsNoYes() {
    ProcessInstance approval = asked();
    vote("hoped for");
    fire("serviceTask_concludeApproval");
    assertThat(approval).isEnded().hasPassed("end_approvalHasExpired");
  }

  @Test
  void approversAreAskedThenDeputiesThenTheNextLevelAndTheVoteGoesOn() {
    ProcessInstance approval = asked();
    assertThat(task("userTask_giveApproval")).hasCandidateGroup("approvers");
    assertThat(job("event_deputiesAreDue").getDuedate())
        .isEqualTo(ModelEngine.NOW.plus(ShopPlan.DEPUTIES_AFTER));
    assertThat(job("event_nextLevelIsDue").getDuedate())
        .isEqualTo(ModelEngine.NOW.plus(ShopPlan.NEXT_AFTER));
    fire("event_deputiesAreDue");
    fire("serviceTask_callDeputies");
    fire("event_nextLevelIsDue");
    fire("serviceTask_callNextLevel");
    assertThat(approval)
        .hasPassed("end_deputiesAreCalled", "end_nextLevelIsCalled")
        .isWaitingAt("userTask_giveApproval");
  }
}
