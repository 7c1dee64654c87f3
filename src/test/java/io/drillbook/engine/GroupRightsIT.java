package io.drillbook.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each group may do and what it may not. */
class GroupRightsIT {
  private static final String EMPTY = "{}";

  @TempDir static Path base;
  private static TestServer server;
  private String instance;
  private Task task;

  @BeforeAll
  static void start() {
    server = TestServer.start(base);
    TestRunbooks.deploy(
        server.engine(), "take-backup", TestRunbooks.withTaskFor("take-backup", "oncall"));
    TestRunbooks.deploy(
        server.engine(), "cut-over", TestRunbooks.withTaskFor("cut-over", "approvers"));
    TestRunbooks.deploy(
        server.engine(),
        "expire-recovery-points",
        TestRunbooks.withTaskFor("expire-recovery-points", "approvers"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void startRun() {
    instance = server.engine().getRuntimeService().startProcessInstanceByKey("take-backup").getId();
    task =
        server
            .engine()
            .getTaskService()
            .createTaskQuery()
            .processInstanceId(instance)
            .singleResult();
  }

  @Test
  void on_call_starts_what_is_started_by_hand_and_nothing_else() {
    assertThat(start("oncall", "take-backup")).isEqualTo(200);
    assertThat(start("oncall", "cut-over")).isEqualTo(403);
    assertThat(start("approver", "take-backup")).isEqualTo(403);
    assertThat(start("manager", "take-backup")).isEqualTo(403);
    assertThat(start("auditor", "take-backup")).isEqualTo(403);
  }

  @Test
  void approvers_start_an_expiry_too_but_auditors_and_managers_do_not() {
    assertThat(start("oncall", "expire-recovery-points")).isEqualTo(200);
    assertThat(start("approver", "expire-recovery-points")).isEqualTo(200);
    assertThat(start("manager", "expire-recovery-points")).isEqualTo(403);
    assertThat(start("auditor", "expire-recovery-points")).isEqualTo(403);
  }

  @Test
  void on_call_works_on_the_tasks_of_its_group() {
    TestClient oncall = server.as("oncall");

    assertThat(
            oncall
                .post("/engine-rest/task/" + task.getId() + "/claim", "{\"userId\":\"oncall\"}")
                .statusCode())
        .isEqualTo(204);
    assertThat(oncall.post("/engine-rest/task/" + task.getId() + "/complete", EMPTY).statusCode())
        .isEqualTo(204);
  }

  @Test
  void nobody_works_on_the_tasks_of_another_group() {
    String path = "/engine-rest/task/" + task.getId() + "/complete";

    assertThat(server.as("approver").post(path, EMPTY).statusCode()).isEqualTo(403);
    assertThat(server.as("manager").post(path, EMPTY).statusCode()).isEqualTo(403);
  }

  @Test
  void on_call_changes_no_variable() {
    String value = "{\"value\":\"2099-01-01\",\"type\":\"String\"}";
    for (String user : new String[] {"oncall", "approver", "manager", "auditor"}) {
      TestClient client = server.as(user);
      assertThat(
              client
                  .put("/engine-rest/process-instance/" + instance + "/variables/due", value)
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              client
                  .put("/engine-rest/execution/" + instance + "/localVariables/due", value)
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              client
                  .put("/engine-rest/task/" + task.getId() + "/variables/due", value)
                  .statusCode())
          .isEqualTo(403);
      assertThat(
              client
                  .put("/engine-rest/task/" + task.getId() + "/localVariables/due", value)
                  .statusCode())
          .isEqualTo(403);
    }
    assertThat(server.engine().getRuntimeService().getVariables(instance)).isEmpty();
  }

  @Test
  void on_call_neither_deploys_nor_moves_stops_or_deletes_a_run() {
    TestClient oncall = server.as("oncall");
    String model = Bpmn.convertToString(TestRunbooks.withTaskFor("evil", "oncall"));

    assertThat(
            oncall
                .multipart("/engine-rest/deployment/create", "evil.bpmn", "text/xml", model)
                .statusCode())
        .isEqualTo(403);
    String run = "/engine-rest/process-instance/" + instance;
    assertThat(oncall.put(run + "/suspended", "{\"suspended\":true}").statusCode()).isEqualTo(403);
    assertThat(oncall.delete(run).statusCode()).isEqualTo(403);
    assertThat(
            oncall
                .post(
                    run + "/modification",
                    "{\"instructions\":[{\"type\":\"cancel\",\"activityId\":\"userTask_decide\"}]}")
                .statusCode())
        .isEqualTo(403);
    assertThat(oncall.delete("/engine-rest/history/process-instance/" + instance).statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/engine-rest/process-definition",
        "/engine-rest/process-instance",
        "/engine-rest/task",
        "/engine-rest/deployment",
        "/engine-rest/history/process-instance",
        "/engine-rest/history/task",
        "/engine-rest/history/user-operation",
        "/engine-rest/user",
        "/engine-rest/authorization"
      })
  void auditors_read_everything(String path) {
    var answer = server.as("auditor").get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    if (!path.endsWith("history/task")) {
      assertThat(answer.body()).isNotEqualTo("[]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/engine-rest/task/{task}/comment/create",
    "POST,/engine-rest/task/{task}/claim",
    "POST,/engine-rest/task/{task}/complete",
    "POST,/engine-rest/process-definition/key/take-backup/start",
    "POST,/engine-rest/message",
    "POST,/engine-rest/filter/create",
    "POST,/engine-rest/process-instance",
    "PUT,/engine-rest/user/auditor/profile",
    "DELETE,/engine-rest/user/auditor",
    "POST,/api/v1/anything"
  })
  void auditors_change_nothing(String method, String path) {
    var answer =
        server
            .as("auditor")
            .send(method, path.replace("{task}", task.getId()), EMPTY, "application/json");

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void auditors_change_nothing_by_the_webapps_either_but_their_searches_work() {
    TestClient auditor = server.anonymous();
    assertThat(auditor.webappLogin("auditor", server.password("auditor")).statusCode())
        .isEqualTo(200);
    String api = "/camunda/api/engine/engine/default";

    assertThat(
            auditor
                .post(api + "/task/" + task.getId() + "/comment/create", "{\"message\":\"x\"}")
                .statusCode())
        .isEqualTo(403);
    var search = auditor.post(api + "/process-instance", EMPTY);
    assertThat(search.statusCode()).isEqualTo(200);
    assertThat(search.body()).contains(instance);
    assertThat(server.engine().getTaskService().getTaskComments(task.getId())).isEmpty();
  }

  @Test
  void an_account_does_not_delete_itself() {
    assertThat(server.as("oncall").delete("/engine-rest/user/oncall").statusCode()).isEqualTo(403);
  }

  @Test
  void each_group_finds_its_tasks_in_a_list_of_tasklist() {
    String lists = server.as("oncall").get("/engine-rest/filter?resourceType=Task").body();

    assertThat(lists).contains("My group's tasks (oncall)", "All open tasks");
    assertThat(lists).doesNotContain("(approvers)");
  }

  @Test
  void who_joins_a_group_that_works_finds_a_list_of_the_own_at_once() {
    String password = "Long-Enough-For-Tests-42";
    TestClient admin = server.as("admin");
    String nora =
        "{\"profile\":{\"id\":\"nora\",\"firstName\":\"Nora\",\"lastName\":\"New\"},"
            + "\"credentials\":{\"password\":\""
            + password
            + "\"}}";
    assertThat(admin.post("/engine-rest/user/create", nora).statusCode()).isEqualTo(204);
    for (String group : new String[] {"oncall", "approvers", "auditors"}) {
      String member = "/engine-rest/group/" + group + "/members/nora";
      assertThat(admin.put(member, "").statusCode()).isEqualTo(204);
    }

    String lists = "/engine-rest/filter?resourceType=Task";
    String seen = server.anonymous().basic("nora", password).get(lists).body();
    assertThat(seen).containsOnlyOnce("Mine (nora)");
    assertThat(server.as("oncall").get(lists).body()).doesNotContain("nora");
  }

  @Test
  void what_the_server_does_itself_is_in_the_operation_log() {
    String log = server.as("auditor").get("/engine-rest/history/user-operation").body();

    assertThat(log).contains("\"userId\":\"drillbook\"");
  }

  private static int start(String user, String process) {
    return server
        .as(user)
        .post("/engine-rest/process-definition/key/" + process + "/start", EMPTY)
        .statusCode();
  }
}
