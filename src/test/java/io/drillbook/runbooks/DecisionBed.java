package io.drillbook.runbooks;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.engine.TestClient;
import io.drillbook.spi.store.RecordStore;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;

/** A shop whose cutover two people have to approve, people in every group, and an open incident. */
final class DecisionBed implements AutoCloseable {
  private static final String PASSWORD = "Quite-Hidden-Word-42";
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
  private static final Pattern ROUND = Pattern.compile("name=\"round\" value=\"([0-9]+)\"");

  final ShopBed shop;
  private final Map<String, TestClient> sessions = new HashMap<>();

  DecisionBed(String approvals) throws Exception {
    shop = new ShopBed("1h");
    shop.changePlan("from: approvers, required: 1", approvals);
    Path plans = shop.home().resolve("config/plans");
    // The same shop under another name, where an answer is waited for three seconds only.
    Files.writeString(
        plans.resolve("late.yaml"),
        Files.readString(plans.resolve("shop.yaml"))
            .replace("system: shop", "system: late")
            .replaceAll(
                "cutover: \\{ .*expires-after: 1h }",
                "cutover: { from: approvers, required: 2, expires-after: 3s }"));
    // Where deputies are called after two seconds, and nobody is waited for after ten.
    Files.writeString(
        plans.resolve("quick.yaml"),
        Files.readString(plans.resolve("shop.yaml"))
            .replace("system: shop", "system: quick")
            .replaceAll(
                "cutover: \\{ .*expires-after: 1h }",
                "cutover: { from: approvers, required: 1, deputies: managers, deputies-after: 2s,"
                    + " expires-after: 10s }"));
    for (String name : List.of("edited", "changed")) {
      Files.writeString(
          plans.resolve(name + ".yaml"),
          Files.readString(plans.resolve("shop.yaml")).replace("system: shop", "system: " + name));
    }
    shop.serve();
  }

  /** Edits the plan of a system; the server picks it up. */
  void edit(String system, String from, String to) throws IOException {
    Path plan = shop.home().resolve("config/plans/" + system + ".yaml");
    String before = Files.readString(plan);
    if (!before.contains(from)) {
      throw new IllegalArgumentException("the plan does not say " + from);
    }
    Files.writeString(plan, before.replace(from, to));
  }

  ProcessEngine engine() {
    return shop.server().getBean(ProcessEngine.class);
  }

  /** An account in these groups. */
  void person(String name, String... groups) {
    IdentityService identity = shop.server().getBean(IdentityService.class);
    User user = identity.newUser(name);
    user.setFirstName(name);
    user.setLastName("Person");
    user.setPassword(PASSWORD);
    user.setEmail(name + "@example.com");
    identity.saveUser(user);
    for (String group : groups) {
      identity.createMembership(name, group);
    }
  }

  void leaves(String name, String group) {
    shop.server().getBean(IdentityService.class).deleteMembership(name, group);
  }

  void isDeleted(String name) {
    shop.server().getBean(IdentityService.class).deleteUser(name);
  }

  Client as(String name) {
    return shop.as(name, password(name));
  }

  String password(String name) {
    return List.of("oncall", "approver", "manager", "auditor", "admin").contains(name)
        ? shop.password(name)
        : PASSWORD;
  }

  /** A person in the browser: logged in by our own page, with the session of Tasklist. */
  TestClient session(String name) {
    return sessions.computeIfAbsent(
        name,
        it -> {
          TestClient client = new TestClient(URI.create(shop.address()));
          client.webappLogin(name, password(name));
          return client;
        });
  }

  String declare(String by) {
    return declareFor("shop", by);
  }

  String declareFor(String system, String by) {
    return as(by)
        .post("/api/v1/systems/" + system + "/incidents", Map.of("scenario", "server-failure"))
        .path("runId")
        .asText();
  }

  /** Asks for an approval within a run, as its model does after a restore; gives its id. */
  String ask(String run, String initiator) {
    String id =
        engine()
            .getRuntimeService()
            .createProcessInstanceByKey("ask-for-approval")
            .businessKey(run)
            .setVariables(
                Map.of(
                    "system",
                    shop.as("auditor").get("/api/v1/runs/" + run).path("system").asText(),
                    "target",
                    "standby",
                    "approvalOf",
                    "cutover",
                    "initiator",
                    initiator))
            .execute()
            .getId();
    open(id);
    return id;
  }

  /** Asks on-call within a run how to continue after that fault; gives the task. */
  String askHowToContinue(String run, String faultCode) {
    engine()
        .getRuntimeService()
        .createProcessInstanceByKey("decide-how-to-continue")
        .businessKey(run)
        .setVariables(Map.of("system", "shop", "initiator", "oncall", "faultCode", faultCode))
        .execute();
    return shop.as("oncall").task(run, "userTask_decideHowToContinue");
  }

  /**
   * Somebody prepares the run: the assessment is answered. Machines fail soon, which is all right.
   */
  void assess(String run, Client client, String name) {
    String point = shop.backup();
    int status =
        client
            .work(
                client.task(run, "userTask_assessScope"),
                name,
                Map.of("point", point, "target", "standby", "note", "gone"))
            .status();
    if (status != 204) {
      throw new AssertionError("the assessment was answered by " + status);
    }
  }

  /** The instance of the run itself. */
  String root(String run) {
    return engine()
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(run)
        .processDefinitionKey("recover-from-disaster")
        .singleResult()
        .getId();
  }

  String definition(String instance) {
    return engine()
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceId(instance)
        .singleResult()
        .getProcessDefinitionId();
  }

  String execution(String task) {
    return engine().getTaskService().createTaskQuery().taskId(task).singleResult().getExecutionId();
  }

  /** Waits until a group was called to an approval. */
  void called(String run, String approval, String group) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> approval(run, approval).groups().contains(group));
  }

  /** Waits for the open task of an approval. */
  String open(String approval) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> task(approval), Optional::isPresent)
        .orElseThrow();
  }

  Optional<String> task(String approval) {
    return engine()
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(approval)
        .taskDefinitionKey(ApprovalLines.STEP)
        .list()
        .stream()
        .map(Task::getId)
        .findFirst();
  }

  /** Waits until the approval is over; gives its state in a word. */
  String ended(String run, String approval) {
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> approval(run, approval).ended(), Optional::isPresent)
        .orElseThrow()
        .id();
  }

  Approval approval(String run, String id) {
    return ApprovalLines.find(record(run), id).orElseThrow();
  }

  List<RecordEntry> record(String run) {
    return shop.server().getBean(RecordStore.class).entries(run);
  }

  /** The refusals of a person on the record of a run. */
  List<EntryDraft> refusals(String run, String person) {
    return record(run).stream()
        .map(RecordEntry::entry)
        .filter(line -> line.kind() == EntryKind.REFUSED && line.actor().equals(person))
        .toList();
  }

  boolean says(String run, String outcome) {
    return record(run).stream().anyMatch(line -> line.entry().outcome().equals(outcome));
  }

  /** A timer of an approval, which a test may fire or move as only the server can. */
  Job timer(String approval, String event) {
    return engine()
        .getManagementService()
        .createJobQuery()
        .processInstanceId(approval)
        .activityId(event)
        .singleResult();
  }

  /** Opens the page and presses one of its buttons, as a phone without scripts does. */
  HttpResponse<String> press(
      String name, String run, String approval, String choice, String target, String reason) {
    return open(name, run).answer(approval, choice, target, reason);
  }

  /** What a person sees who opens the page. */
  Page open(String name, String run) {
    String page = session(name).get("/approve/" + run).body();
    return new Page(session(name), run, found(TOKEN, page), found(ROUND, page));
  }

  private static String found(Pattern pattern, String page) {
    Matcher matcher = pattern.matcher(page);
    return matcher.find() ? matcher.group(1) : "none";
  }

  /** The page of an approval as it was opened; it may be answered later. */
  record Page(TestClient client, String run, String token, String round) {
    HttpResponse<String> answer(String approval, String choice, String target, String reason) {
      return post(
          client,
          run,
          Map.of(
              "token", token,
              "round", round,
              "approval", approval,
              "choice", choice,
              "target", target,
              "reason", reason));
    }
  }

  /** Sends what the page would send, by a script with a password, whatever the page shows. */
  HttpResponse<String> script(
      String name, String run, String approval, String choice, String target, String reason) {
    TestClient client = new TestClient(URI.create(shop.address())).basic(name, password(name));
    String round = Integer.toString(approval(run, approval).round());
    return new Page(client, run, "", round).answer(approval, choice, target, reason);
  }

  private static HttpResponse<String> post(
      TestClient client, String run, Map<String, String> fields) {
    StringBuilder form = new StringBuilder();
    fields.forEach(
        (key, value) ->
            form.append(key)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
    return client.send(
        "POST", "/approve/" + run, form.toString(), "application/x-www-form-urlencoded");
  }

  @Override
  public void close() throws IOException {
    shop.close();
  }
}
