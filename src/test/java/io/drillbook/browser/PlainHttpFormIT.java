package io.drillbook.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.runbooks.ShopBed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Forms and pages over plain http on this machine. */
class PlainHttpFormIT {
  private static ShopBed shop;
  private static String run;
  private static String drill;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h");
    shop.changePlan(
        "  weekly: {",
        "  yearly: { schedule: \"0 4 1 6 *\", target: sandbox, scenario: site-disaster, review: {"
            + " from: managers, required: [assumptions, success-criteria, observers, announced] } }\n"
            + "  weekly: {");
    shop.serve();
    shop.backup();
    drill = shop.start("oncall", "drills", Map.of("scenario", "site-disaster"));
    shop.as("manager").task(drill, "userTask_reviewDrill");
    run =
        shop.start(
            "oncall",
            "incidents",
            Map.of("scenario", "server-failure", "detectedAt", "2026-11-01T02:00:00Z"));
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  void formsShowTheDeadlineInTheirTextAndNoClock() {
    String task = shop.as("oncall").task(run, "userTask_assessScope");
    try (Tasklist tasklist = new Tasklist(shop, "oncall", shop.password("oncall"))) {
      tasklist.open(task);
      assertThat(tasklist.browser.text(".fjs-container")).contains("the RTO ends Sun 04:00:00 CET");
      assertThat(tasklist.browser.sees(".fjs-container .fjs-form-field-iframe")).isFalse();
    }
  }

  @Tag("long")
  @Test
  void everyStartFormAndRareFormIsDrawn() {
    try (Tasklist tasklist = new Tasklist(shop, "oncall", shop.password("oncall"))) {
      for (var form :
          Map.of(
                  "Take backup", "start-backup",
                  "Restore system", "start-restore",
                  "Run drill", "start-drill",
                  "Fail back", "start-fail-back",
                  "Check readiness", "start-readiness",
                  "Expire recovery points", "start-expiry",
                  "Check recovery points", "start-check",
                  "Rotate keys", "start-rotation")
              .entrySet()) {
        tasklist.start(form.getKey());
        assertThat(tasklist.browser.text(".fjs-container")).contains("System");
        tasklist.browser.picture(form.getValue());
      }
      for (Rare form :
          List.of(
              new Rare("roll-back", "userTask_decideRollback", "decide-rollback"),
              new Rare("move-traffic", "userTask_findOutWhereTrafficGoes", "find-traffic"),
              new Rare("move-traffic", "userTask_workChecklist", "work-checklist"),
              new Rare("fence-primary", "userTask_decideAboutPrimary", "decide-about-primary"),
              new Rare("let-side-serve", "userTask_decideAboutFence", "decide-about-fence"),
              new Rare(
                  "let-side-serve", "userTask_decideAboutOtherSide", "decide-about-other-side"),
              new Rare("send-traffic-back", "userTask_locateTraffic", "locate-traffic"),
              new Rare("resolve-split-brain", "userTask_resolveSplitBrain", "split-brain"),
              new Rare("rebuild-service", "userTask_redeployByHand", "redeploy-by-hand"),
              new Rare("check-recovery-points", "userTask_examineDamage", "examine-damage"),
              new Rare("rotate-keys", "userTask_putNewKey", "put-new-key"))) {
        tasklist.open(form.task());
        tasklist.claim();
        assertThat(tasklist.browser.text(".fjs-container")).contains("Evidence");
        tasklist.browser.tall();
        tasklist.browser.picture(form.picture());
      }
    }
  }

  @Test
  void whatPausingAbortingAndEnteringDoIsSaidOnAPhone() {
    try (Tasklist tasklist = new Tasklist(shop, "oncall", shop.password("oncall"))) {
      Browser phone = tasklist.browser;
      phone.size(390, 844);
      phone.open(shop.address() + "/runs/" + run + "/steer");
      assertThat(phone.text(".answers")).contains("If you pause", "If you abort");
      assertThat(phone.script("return document.documentElement.scrollWidth")).isEqualTo(390L);
      phone.tall();
      phone.picture("steer-phone");
      aStepThatWasDoneByHandIsEntered(phone);
    }
  }

  private static void aStepThatWasDoneByHandIsEntered(Browser phone) {
    phone.open(shop.address() + "/runs/" + run + "/steps");
    assertThat(phone.text(".answers")).contains("asserted, not observed");
    BoardPages.looksWell(phone, "add-step");
    phone.prefers("light");
    phone.size(390, 844);
    enter(phone, "2999-01-01T03:00", "Called the office");
    assertThat(phone.text("[role=alert]")).contains("in the future", "nothing was written");
    enter(phone, "2026-11-01T03:10", "");
    assertThat(phone.text("#timeline")).contains("Called the office", "asserted, not observed");
  }

  private static void enter(Browser phone, String began, String step) {
    if (!step.isEmpty()) {
      phone.see("input[name=step]").sendKeys(step);
      phone.see("input[name=by]").sendKeys("Pjotr");
    }
    phone.script("arguments[0].value = arguments[1]", phone.see("input[name=began]"), began);
    phone.click(phone.see("button[type=submit]"));
  }

  @Test
  void theReviewOfADrillIsDrawnAndAnswered() {
    String task = shop.as("manager").task(drill, "userTask_reviewDrill");
    try (Tasklist tasklist = new Tasklist(shop, "manager", shop.password("manager"))) {
      Browser browser = tasklist.browser;
      tasklist.open(task);
      tasklist.claim();
      assertThat(browser.text(".fjs-container")).contains("Evidence", "Needed: assumptions");
      assertThat(browser.barriers(".fjs-container")).isEmpty();
      browser.tall();
      browser.picture("review-drill");
      tasklist.tick("Yes");
      tasklist.fill("Assumptions", "The network is there");
      tasklist.fill("Success criteria", "All orders are there");
      tasklist.fill("Observers", "Ada");
      browser.size(390, 844);
      assertThat(browser.barriers(".fjs-container")).isEmpty();
      browser.tall();
      browser.picture("review-drill-phone");
      browser.size(1280, 900);
      tasklist.complete();
    }
    assertThat(shop.lines(drill, "FACT", "userTask_reviewDrill").toString())
        .contains("drill reviewed", "The network is there");
  }

  @Test
  void theApprovalOfAnExpiryIsDrawn() {
    String task = new Rare("expire-recovery-points", "userTask_approveExpiry", "").task();
    try (Tasklist tasklist = new Tasklist(shop, "approver", shop.password("approver"))) {
      tasklist.open(task);
      tasklist.claim();
      assertThat(tasklist.browser.text(".fjs-container")).contains("Evidence");
      tasklist.browser.tall();
      tasklist.browser.picture("approve-expiry");
    }
  }

  /** A form that an incident shows only where something goes wrong. */
  private record Rare(String runbook, String activity, String picture) {
    private Map<String, Object> variables() {
      Map<String, Object> variables =
          new HashMap<>(Map.of("system", "shop", "target", "standby", "initiator", "oncall"));
      if (runbook.equals("move-traffic")) {
        variables.put("move", "move-1");
        variables.put("checklistPart", "2");
        variables.put("checklist", "Open the firewall of the office\nSet the phone's announcement");
      }
      return variables;
    }

    String task() {
      String instance =
          shop.server()
              .getBean(RuntimeService.class)
              .createProcessInstanceByKey(runbook)
              .businessKey(run)
              .setVariables(variables())
              .startBeforeActivity(activity)
              .execute()
              .getId();
      // A runbook that keeps a record of its own also takes a run id of its own.
      return shop.server()
          .getBean(TaskService.class)
          .createTaskQuery()
          .processInstanceId(instance)
          .singleResult()
          .getId();
    }
  }

  @Test
  void aRunIsShownToThoseWhoHaveLoggedInOnly() throws Exception {
    for (String path : new String[] {"/", "/events", "/runs/" + run, "/runs/" + run + "/clock"}) {
      HttpResponse<String> refused = ask(path, "text/html");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("Log in").doesNotContain("shop");
    }
    HttpResponse<String> root = ask("/", "*/*");
    assertThat(root.statusCode()).isEqualTo(302);
    assertThat(root.headers().firstValue("Location").orElseThrow())
        .endsWith("/camunda/app/tasklist/default/");
    try (Tasklist auditor = new Tasklist(shop, "auditor", shop.password("auditor"))) {
      auditor.browser.open(shop.address() + "/runs/" + run);
      assertThat(auditor.browser.text("h1")).contains("Incident of shop", "still open");
      assertThat(auditor.browser.text(".clock")).contains("over the RTO");
      auditor.browser.open(shop.address() + "/runs/%3Cscript%3Ealert(1)");
      assertThat(auditor.browser.page()).contains("unable to find the run: '<script>alert(1)'");
    }
  }

  private static HttpResponse<String> ask(String path, String accept) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(shop.address() + path))
                .header("Accept", accept)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
