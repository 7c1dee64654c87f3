package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.engine.TestClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everybody tries everything against one approval, by the REST interface, by Tasklist's own and by
 * the phone's page. Nobody gets around it, and each try is on the record of the run.
 */
class EveryWayInIT {
  private static final String REST = "/engine-rest";
  private static final String TASKLIST = "/camunda/api/engine/engine/default";
  private static final String YES =
      "\"variables\":{\"approval\":{\"value\":\"approve\",\"type\":\"String\"},"
          + "\"confirmTarget\":{\"value\":\"standby\",\"type\":\"String\"},"
          + "\"reason\":{\"value\":\"x\",\"type\":\"String\"}}";

  /** Group by person; the deputy declared the incident, the last one prepared it. */
  private static final Map<String, List<String>> PEOPLE = new LinkedHashMap<>();

  /** How many tries of a person are on the record by now. */
  private static final Map<String, Integer> KNOWN = new HashMap<>();

  private static DecisionBed bed;
  private static String run;
  private static String approval;
  private static String task;
  private static String root;
  private static String timer;

  /** A try: method, path and body, with ids to fill in. */
  private record Try(String method, String path, String body) {}

  static {
    PEOPLE.put("olga", List.of("oncall"));
    PEOPLE.put("ann", List.of("approvers"));
    PEOPLE.put("mia", List.of("managers"));
    PEOPLE.put("aud", List.of("auditors"));
    PEOPLE.put("adm", List.of("camunda-admin"));
    PEOPLE.put("nob", List.of());
    PEOPLE.put("dora", List.of("oncall", "managers", "approvers"));
    PEOPLE.put("paul", List.of("oncall", "approvers"));
  }

  @BeforeAll
  static void start() throws Exception {
    bed = new DecisionBed("from: approvers, required: 2");
    PEOPLE.forEach((name, groups) -> bed.person(name, groups.toArray(String[]::new)));
    run = bed.declare("dora");
    Client paul = bed.as("paul");
    bed.assess(run, paul, "paul");
    approval = bed.ask(run, "dora");
    task = bed.open(approval);
    root = bed.root(run);
    timer = bed.timer(approval, "event_approvalExpired").getId();
    bed.engine()
        .getManagementService()
        .executeJob(bed.timer(approval, "event_deputiesAreDue").getId());
    bed.called(run, approval, "managers");
  }

  @AfterAll
  static void stop() throws Exception {
    bed.close();
  }

  /** What reaches for the approval or its run, by the ids of which the refusal is recorded. */
  private static List<Try> tries(String person) {
    String other = "ann".equals(person) ? "mia" : "ann";
    List<Try> tries = new ArrayList<>();
    tries.add(new Try("POST", "/task/{task}/complete", "{" + YES + "}"));
    tries.add(new Try("POST", "/task/{task}/submit-form", "{" + YES + "}"));
    tries.add(new Try("POST", "/task/{task}/complete", "{}"));
    tries.add(new Try("POST", "/task/{task}/claim", user(other)));
    tries.add(new Try("POST", "/task/{task}/assignee", user(other)));
    tries.add(new Try("POST", "/task/{task}/delegate", user(other)));
    tries.add(new Try("POST", "/task/{task}/resolve", "{}"));
    tries.add(
        new Try(
            "POST",
            "/task/{task}/identity-links",
            "{\"groupId\":\"oncall\",\"type\":\"candidate\"}"));
    tries.add(new Try("PUT", "/task/{task}/variables/approval", text("approve")));
    tries.add(new Try("PUT", "/task/{task}/localVariables/target", text("sandbox")));
    tries.add(new Try("POST", "/task/{task}/variables", "{\"modifications\":{}}"));
    tries.add(new Try("PUT", "/task/{task}", "{\"name\":\"another\",\"assignee\":\"ann\"}"));
    tries.add(new Try("POST", "/task/{task}/bpmnError", "{\"errorCode\":\"INTERNAL\"}"));
    tries.add(new Try("POST", "/task/{task}/bpmnEscalation", "{\"escalationCode\":\"x\"}"));
    tries.add(
        new Try("PUT", "/process-instance/{approval}/variables/approvalState", text("granted")));
    tries.add(
        new Try(
            "POST",
            "/process-instance/{approval}/variables",
            "{\"modifications\":{\"approvalState\":" + text("granted") + "}}"));
    tries.add(new Try("DELETE", "/process-instance/{root}/variables/outcome", null));
    tries.add(
        new Try("PUT", "/execution/{approval}/localVariables/approvalState", text("granted")));
    tries.add(
        new Try(
            "POST",
            "/process-instance/{root}/modification",
            "{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"callActivity_cutOver\"}]}"));
    tries.add(new Try("POST", "/execution/{approval}/signal", "{}"));
    tries.add(new Try("POST", "/execution/{execution}/signal", "{}"));
    tries.add(
        new Try(
            "PUT",
            "/job/{timer}/retries",
            "{\"retries\":1,\"dueDate\":\"2020-01-01T00:00:00.000+0000\"}"));
    tries.add(new Try("PUT", "/process-instance/{root}/suspended", "{\"suspended\":true}"));
    tries.add(new Try("POST", "/job/{timer}/execute", "{}"));
    tries.add(new Try("PUT", "/job/{timer}/duedate", "{\"duedate\":null}"));
    return tries;
  }

  /**
   * Of these the run stands in the body only: the door, which looks at the address, cannot tell.
   */
  private static List<Try> blindTries() {
    return List.of(
        new Try(
            "POST",
            "/modification/execute",
            "{\"processDefinitionId\":\"{definition}\",\"processInstanceIds\":[\"{root}\"],"
                + "\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"callActivity_cutOver\"}]}"),
        new Try(
            "POST",
            "/message",
            "{\"messageName\":\"approved\",\"processInstanceId\":\"{approval}\"}"));
  }

  /** Ways past a run: they reach for none, so there is none whose record could tell of them. */
  private static List<Try> elsewhere() {
    return List.of(
        new Try(
            "POST",
            "/process-definition/key/cut-over/start",
            "{\"variables\":{\"system\":" + text("shop") + ",\"target\":" + text("standby") + "}}"),
        new Try(
            "POST",
            "/process-definition/key/ask-for-approval/start",
            "{\"variables\":{\"system\":" + text("shop") + "}}"),
        new Try(
            "POST",
            "/process-definition/key/recover-from-disaster/start",
            "{\"variables\":{\"system\":"
                + text("shop")
                + "},\"startInstructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"callActivity_cutOver\"}]}"),
        new Try(
            "POST",
            "/external-task/fetchAndLock",
            "{\"workerId\":\"x\",\"maxTasks\":9,\"topics\":[{\"topicName\":\"switch-traffic\",\"lockDuration\":9999}]}"),
        new Try("POST", "/signal", "{\"name\":\"approved\"}"));
  }

  @Test
  void nobodyGetsAroundTheApprovalByRestAndEachTryIsOnTheRecord() {
    for (String person : PEOPLE.keySet()) {
      tryEverything(person, loggedIn(person), REST);
    }
    assertNothingHappened();
  }

  /** Who could get furthest: who may vote, and an administrator; the others take their time. */
  @ParameterizedTest
  @ValueSource(strings = {"ann", "adm"})
  void norByTasklistsOwnInterface(String person) {
    tryEverything(person, bed.session(person), TASKLIST);
    assertNothingHappened();
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"olga", "mia", "aud", "paul", "dora"})
  void norAnybodyElseByTasklistsOwnInterface(String person) {
    tryEverything(person, bed.session(person), TASKLIST);
    assertNothingHappened();
  }

  @Test
  void whoIsInNoGroupDoesNotEvenGetIntoTasklist() {
    assertThat(bed.session("nob").get(TASKLIST + "/task/" + task).statusCode()).isEqualTo(401);
  }

  /** What the command line sends: it has no verb that approves, and on-call alone steers a run. */
  @Test
  void nobodyButOnCallSteersTheRunByTheCommandLine() {
    for (String person : List.of("ann", "mia", "aud", "adm", "nob")) {
      KNOWN.put(person, bed.refusals(run, person).size());
      TestClient client = loggedIn(person);
      for (String act : List.of("pause", "resume", "shorten", "abort")) {
        Try attempt = new Try("POST", "/runs/" + run + "/" + act, "{\"reason\":\"x\"}");
        refused(person, client, "/api/v1", attempt, 1);
      }
    }
    assertNothingHappened();
  }

  private static void tryEverything(String person, TestClient client, String api) {
    boolean reads = Set.of("aud", "nob").contains(person);
    KNOWN.put(person, bed.refusals(run, person).size());
    tries(person).forEach(attempt -> refused(person, client, api, attempt, 1));
    blindTries().forEach(attempt -> refused(person, client, api, attempt, reads ? 0 : 1));
    elsewhere().forEach(attempt -> refused(person, client, api, attempt, 0));
  }

  private static void assertNothingHappened() {
    assertThat(bed.approval(run, approval).votes()).isEmpty();
    assertThat(bed.task(approval)).contains(task);
    assertThat(bed.shop.haproxy().whoAnswers()).isEqualTo("production");
    assertThat(bed.record(run))
        .noneMatch(
            line ->
                line.entry().kind() == EntryKind.DECISION
                    || ApprovalLines.ENDED.equals(line.entry().outcome()));
  }

  @Test
  void onThePhonesPageOnlyWhoMayVotesAndWrongAnswersAreOnTheRecordToo() {
    for (String person : List.of("olga", "aud", "adm", "nob", "dora", "paul")) {
      int before = bed.refusals(run, person).size();
      HttpResponse<String> answer = bed.script(person, run, approval, "approve", "standby", "");
      assertThat(answer.statusCode()).as(person).isEqualTo(403);
      assertThat(bed.refusals(run, person)).as(person).hasSizeGreaterThan(before);
    }
    for (String person : List.of("ann", "mia")) {
      int before = bed.refusals(run, person).size();
      HttpResponse<String> wrong = bed.script(person, run, approval, "approve", "production", "");
      assertThat(wrong.statusCode()).as(wrong.body()).isEqualTo(400);
      assertThat(bed.script(person, run, approval, "reject", "", "").statusCode()).isEqualTo(400);
      assertThat(bed.script(person, run, approval, "maybe", "standby", "").statusCode())
          .isEqualTo(400);
      assertThat(bed.refusals(run, person)).hasSizeGreaterThanOrEqualTo(before + 2);
    }
    assertThat(bed.approval(run, approval).votes()).isEmpty();
  }

  @Test
  void whoMayVoteStillCannotSendWhatTheFormDoesNotAskFor() {
    Client ann = bed.as("ann");
    int before = bed.refusals(run, "ann").size();
    assertThat(ann.tryPost(REST + "/task/" + task + "/claim", Map.of("userId", "ann")).status())
        .isEqualTo(204);
    Map<String, String> foreign =
        Map.of("approval", "approve", "confirmTarget", "standby", "approvalState", "granted");
    assertThat(ann.complete(task, foreign).status()).isGreaterThanOrEqualTo(400);
    assertThat(ann.complete(task, Map.of("approval", "hope")).status()).isGreaterThanOrEqualTo(400);
    assertThat(ann.complete(task, Map.of()).status()).isGreaterThanOrEqualTo(400);
    assertThat(ann.complete(task, Map.of("approval", "approve", "confirmTarget", "prod")).status())
        .isGreaterThanOrEqualTo(400);
    assertThat(bed.refusals(run, "ann")).hasSizeGreaterThanOrEqualTo(before + 4);
    assertThat(ann.tryPost(REST + "/task/" + task + "/unclaim", Map.of()).status()).isEqualTo(204);
    assertThat(bed.approval(run, approval).votes()).isEmpty();
  }

  private static void refused(
      String person, TestClient client, String api, Try attempt, int recorded) {
    int before = KNOWN.getOrDefault(person, 0);
    String body = attempt.body() == null ? null : filled(attempt.body());
    HttpResponse<String> answer =
        client.send(attempt.method(), api + filled(attempt.path()), body, "application/json");
    String what =
        person + " " + attempt.method() + " " + api + attempt.path() + " " + attempt.body();
    assertThat(answer.statusCode()).as("%s: %s", what, answer.body()).isGreaterThanOrEqualTo(400);
    int after = bed.refusals(run, person).size();
    KNOWN.put(person, after);
    assertThat(after - before)
        .as("on the record: %s, answered %s %s", what, answer.statusCode(), answer.body())
        .isGreaterThanOrEqualTo(recorded);
  }

  private static TestClient loggedIn(String person) {
    return new TestClient(URI.create(bed.shop.address())).token(person, bed.password(person));
  }

  private static String filled(String text) {
    return text.replace("{task}", task)
        .replace("{approval}", approval)
        .replace("{root}", root)
        .replace("{timer}", timer)
        .replace("{execution}", bed.execution(task))
        .replace("{definition}", bed.definition(root));
  }

  private static String user(String name) {
    return "{\"userId\":\"" + name + "\"}";
  }

  private static String text(String value) {
    return "{\"value\":\"" + value + "\",\"type\":\"String\"}";
  }

  @Test
  void aSecondIncidentOfASystemIsRefusedByEveryWayIn() {
    Client oncall = bed.as("olga");
    Map<String, Object> variables =
        Map.of("system", Map.of("value", "shop"), "scenario", Map.of("value", "server-failure"));
    for (Client.Answer answer :
        List.of(
            oncall.tryPost("/api/v1/systems/shop/incidents", Map.of("scenario", "server-failure")),
            oncall.tryPost(
                "/engine-rest/process-definition/key/recover-from-disaster/start",
                Map.of("variables", variables)))) {
      assertThat(answer.status()).isGreaterThanOrEqualTo(400);
      assertThat(answer.body().toString()).contains("second incident");
    }
  }
}
