package io.drillbook.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.roles.DeskRuns;
import io.drillbook.runbooks.Client;
import io.drillbook.runbooks.ShopBed;
import io.drillbook.spi.store.RecordStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** People work an incident in Tasklist, over https. The parts build on one another. */
@TestMethodOrder(OrderAnnotation.class)
class BrowserIT {
  private static final String BOTH = "both";
  private static final String BOTH_PASSWORD = "Long-Enough-For-Tests-42";

  private static ShopBed shop;
  private static String backup;

  @BeforeAll
  static void start() throws Exception {
    shop = new ShopBed("1h", ShopBed.Variant.TLS).serve();
    backup = shop.start("oncall", "backups", Map.of());
    shop.ended(backup);
  }

  @AfterAll
  static void stop() throws Exception {
    shop.close();
  }

  @Test
  @Order(0)
  void theSituationIsSeenAtAGlanceAndKeepsItselfUpToDate() throws Exception {
    try (Tasklist auditor = new Tasklist(shop, "auditor", shop.password("auditor"))) {
      BoardPages pages = new BoardPages(shop, auditor.browser);
      pages.protectMore();
      pages.theBoardShowsWhatIsWrongFirst();
      pages.aSystemShowsItsPointsDrillsVaultsAndSchedules();
      pages.keysReachEverything();
      pages.aNewIncidentAppears();
      pages.aLostStreamIsSaid();
    }
  }

  @Test
  @Order(1)
  void nobodyApprovesWhatTheyDeclared() {
    IdentityService identity = shop.server().getBean(IdentityService.class);
    User user = identity.newUser(BOTH);
    user.setFirstName("In");
    user.setLastName("both groups");
    user.setPassword(BOTH_PASSWORD);
    identity.saveUser(user);
    identity.createMembership(BOTH, "oncall");
    identity.createMembership(BOTH, "approvers");
    Client both = shop.as(BOTH, BOTH_PASSWORD);
    String run =
        both.post("/api/v1/systems/shop/incidents", Map.of("scenario", "server-failure"))
            .path("runId")
            .asText();
    both.work(both.task(run, "userTask_assessScope"), BOTH, scope(both));
    String approval = both.task(run, "userTask_giveApproval");
    try (Tasklist tasklist = new Tasklist(shop, BOTH, BOTH_PASSWORD)) {
      tasklist.open(approval);
      assertThat(tasklist.tryToClaim()).contains("Nobody approves what they started");
    }
    Client.Answer answer =
        both.work(approval, BOTH, Map.of("approval", "approve", "confirmTarget", "standby"));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(refusals(run)).hasSizeGreaterThanOrEqualTo(2).allMatch(BOTH::equals);
    abandon(run, approval);
  }

  private static Map<String, String> scope(Client client) {
    String point = client.get("/api/v1/systems/shop/points").at("/points/0/point").asText();
    return Map.of("point", point, "target", "standby", "note", "the server is gone");
  }

  private static void abandon(String run, String approval) {
    assertThat(
            shop.as("approver")
                .work(approval, "approver", Map.of("approval", "reject", "reason", "not like this"))
                .status())
        .isEqualTo(204);
    Client oncall = shop.as("oncall");
    String decide = oncall.task(run, "userTask_decideHowToContinue");
    // Its end would end the incident: nobody has called it.
    String unknown = askWhetherTheEffectIsThere(backup);
    try (Tasklist tasklist = new Tasklist(shop, "oncall", shop.password("oncall"))) {
      sayThatTheEffectIsThere(tasklist, unknown, backup);
      tasklist.open(decide);
      tasklist.claim();
      tasklist.tick("Abandon");
      tasklist.fill("Reason", "declared again by somebody else");
      tasklist.browser.tall();
      tasklist.browser.picture("decide-how-to-continue");
      tasklist.complete();
      assertThat(shop.ended(run).at("/run/verdict").asText()).isEqualTo("abandoned");
    }
    shop.recovery().sql("postgres", "drop database shop");
  }

  /** As after a step whose effect nobody could tell of. */
  private static String askWhetherTheEffectIsThere(String run) {
    ProcessEngine engine = shop.server().getBean(ProcessEngine.class);
    String question =
        engine
            .getRuntimeService()
            .createProcessInstanceByKey("decide-how-to-continue")
            .businessKey(run)
            .setVariables(Map.of("system", "shop", "faultCode", "EFFECT_UNKNOWN"))
            .execute()
            .getId();
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> engine.getTaskService().createTaskQuery().processInstanceId(question).list(),
            tasks -> !tasks.isEmpty())
        .get(0)
        .getId();
  }

  private static void sayThatTheEffectIsThere(Tasklist tasklist, String task, String run) {
    tasklist.open(task);
    tasklist.claim();
    tasklist.tick("Abandon");
    assertThat(tasklist.browser.sees("//label[contains(.,'Yes, it is there')]")).isFalse();
    tasklist.tick("Retry");
    tasklist.tick("Yes, it is there");
    tasklist.browser.tall();
    tasklist.browser.picture("decide-about-effect");
    tasklist.complete();
    RecordStore record = shop.server().getBean(RecordStore.class);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                record.entries(run).stream()
                    .anyMatch(line -> line.entry().detail("answer").equals("there")));
  }

  @Test
  @Order(2)
  void anIncidentIsWorkedInTasklistByTwoPeople() {
    shop.production().destroy();
    String approval;
    String run;
    try (Tasklist oncall = new Tasklist(shop, "oncall", shop.password("oncall"))) {
      declare(oncall);
      run = newest();
      assess(oncall, run);
      approval = shop.as("oncall").task(run, "userTask_giveApproval");
      oncall.open(approval);
      assertThat(oncall.tryToClaim()).contains("for members of [approvers]");
      refuseByRest(approval);
      lookAtTheRun(oncall.browser, run);
    }
    assertThat(refusals(run)).hasSizeGreaterThanOrEqualTo(2).allMatch("oncall"::equals);
    lookInTasklist(approval);
    approveByPhone(approval, run);
    close(run);
    JsonNode timeline = shop.ended(run);
    assertThat(timeline.at("/run/verdict").asText())
        .as(timeline.toPrettyString())
        .isEqualTo("succeeded");
    assertThat(shop.haproxy().whoAnswers()).isEqualTo("standby");
  }

  private static void declare(Tasklist tasklist) {
    tasklist.start("Recover from disaster");
    tasklist.fill("System", "shop");
    tasklist.choose("What happened", "Server failure");
    tasklist.fill("What was seen", "db1 does not answer, the disk is gone");
    tasklist.browser.picture("declare-incident");
    tasklist.startNow();
  }

  private static void assess(Tasklist tasklist, String run) {
    Client client = shop.as("oncall");
    tasklist.open(client.task(run, "userTask_assessScope"));
    tasklist.claim();
    clockTicks(tasklist.browser);
    tasklist.choose("Recovery point to restore", "data of");
    tasklist.choose("Restore into", "standby");
    tasklist.fill("Scope and findings", "production is gone; its last backup is good");
    tasklist.browser.tall();
    tasklist.browser.picture("assess-scope");
    tasklist.complete();
  }

  private static void clockTicks(Browser browser) {
    browser.into(browser.see(".fjs-container iframe"));
    String first = browser.text(".clock .figures");
    assertThat(first).matches("0:5\\d:\\d\\d");
    // The page also loads itself anew at times, which is no ticking.
    browser.script("window.sameClock = true");
    browser.until(
        "the clock to tick", () -> browser.text(".clock .figures").equals(first) ? null : true);
    assertThat(browser.script("return window.sameClock")).isEqualTo(true);
    browser.out();
  }

  private static void refuseByRest(String approval) {
    Client oncall = shop.as("oncall");
    Map<String, String> yes = Map.of("approval", "approve", "confirmTarget", "standby");
    assertThat(oncall.work(approval, "oncall", yes).status()).isEqualTo(403);
    assertThat(oncall.complete(approval, yes).status()).isEqualTo(403);
  }

  private static void lookAtTheRun(Browser browser, String run) {
    browser.open(shop.address() + "/runs/" + run);
    assertThat(browser.text(".waiting")).contains("Approve cutover to standby waits for approvers");
    assertThat(browser.text("#timeline")).contains("refused");
    browser.size(1280, 1000);
    browser.picture("run-light");
    browser.prefers("dark");
    browser.picture("run-dark");
    browser.size(390, 844);
    browser.picture("run-phone");
    assertThat(browser.script("return document.documentElement.scrollWidth"))
        .as("a phone shows it without scrolling sideways")
        .isEqualTo(390L);
    browser.prefers("light");
    browser.click(browser.see(".waiting a"));
    assertThat(browser.text("h1")).isEqualTo("May production traffic of shop go to standby?");
    assertThat(browser.text(".objection")).contains("members of [approvers]");
    BoardPages pages = new BoardPages(shop, browser);
    pages.still("steer", "/runs/" + run + "/steer");
    pages.still("clock", "/runs/" + run + "/clock");
  }

  /** The form in Tasklist says the same; it is left there, and does not stand in the way. */
  private static void lookInTasklist(String approval) {
    try (Tasklist approver = new Tasklist(shop, "approver", shop.password("approver"))) {
      approver.browser.size(390, 844);
      approver.open(approval);
      approver.claim();
      approver.tick("Yes: move production traffic");
      approver.fill("Type the name of the target", "standby");
      approver.browser.tall();
      approver.browser.picture("approve-cutover-phone");
    }
  }

  /** The link in the mail, on a phone that is not logged in, and back to the page after it. */
  private static void approveByPhone(String approval, String run) {
    try (Browser phone = new Browser()) {
      phone.size(390, 844);
      phone.open(linkFromElsewhere(run));
      phone.click(phone.see("a"));
      assertThat(phone.text("h1")).isEqualTo("Log in");
      phone.picture("login-phone");
      BoardPages.looksWell(phone, "login");
      phone.prefers("light");
      phone.size(390, 844);
      phone.see("input[name=username]").sendKeys("approver");
      phone.see("input[name=password]").sendKeys(shop.password("approver"));
      phone.click(phone.see("button[type=submit]"));
      assertThat(phone.text("h1")).isEqualTo("May production traffic of shop go to standby?");
      // Who has logged in gets in by the same link at once, though its cookie is strict.
      phone.open(linkFromElsewhere(run));
      phone.click(phone.see("a"));
      assertThat(phone.text("h1")).isEqualTo("May production traffic of shop go to standby?");
      answerByPhone(phone, run);
    }
    assertThat(shop.as("oncall").get("/engine-rest/task?taskId=" + approval)).isEmpty();
  }

  private static void answerByPhone(Browser phone, String run) {
    assertThat(phone.text(".answers")).contains("traffic moves to standby now");
    assertThat(phone.script("return document.documentElement.scrollWidth")).isEqualTo(390L);
    BoardPages.looksWell(phone, "approve");
    phone.prefers("light");
    phone.size(390, 844);
    phone.tall();
    phone.picture("approve-phone");
    phone.prefers("dark");
    phone.picture("approve-phone-dark");
    phone.prefers("light");
    phone.see("input[name=target]").sendKeys("production");
    phone.click(phone.see("button.yes"));
    assertThat(phone.text(".trouble")).contains("without the typed name of the target");
    phone.tall();
    phone.picture("approve-phone-refused");
    phone.see("input[name=target]").clear();
    phone.see("input[name=target]").sendKeys("standby");
    phone.see("textarea[name=reason]").sendKeys("the data is complete");
    phone.click(phone.see("button.yes"));
    assertThat(phone.text(".said")).contains("You said yes");
    phone.tall();
    phone.picture("approve-phone-done");
    assertThat(shop.lines(run, "DECISION", "userTask_giveApproval")).hasSize(1);
  }

  /** A mail program's page is another site to the browser: strict cookies stay behind. */
  private static String linkFromElsewhere(String run) {
    return "data:text/html,<a href='" + shop.address() + "/approve/" + run + "'>Decide here</a>";
  }

  private static void close(String run) {
    try (Tasklist oncall = new Tasklist(shop, "oncall", shop.password("oncall"))) {
      oncall.open(shop.as("oncall").task(run, "userTask_closeIncident"));
      oncall.claim();
      oncall.fill("What is left to do", "Olga: buy a new disk, by Monday");
      oncall.browser.tall();
      oncall.browser.picture("close-incident");
      oncall.complete();
      shop.ended(run);
      oncall.browser.open(shop.address() + "/runs/" + run);
      assertThat(oncall.browser.text(".verdict")).isEqualTo("succeeded");
      oncall.browser.size(1280, 1000);
      oncall.browser.picture("run-ended");
    }
  }

  /** Last: an incident that is on the record only keeps on-call from declaring another one. */
  @Test
  @Order(9)
  void theAuditorsDeskIsForEverybodyToRead() throws Exception {
    new DeskRuns(shop.server(), "it was announced, everybody knew", "schedule:weekly").write();
    shop.changePlan("rpo: 24h", "rpo: 36h");
    try (Tasklist auditor = new Tasklist(shop, "auditor", shop.password("auditor"))) {
      BoardPages pages = new BoardPages(shop, auditor.browser);
      auditor.browser.open(shop.address() + "/");
      auditor.browser.click(auditor.browser.see("//nav//a[.='Audit']"));
      assertThat(auditor.browser.text("h1")).isEqualTo("Everything on the record");
      shop.as("oncall").tryGet("/audit");
      for (String page : List.of("approvals", "plans", "drills", "sample?seed=2026")) {
        pages.still("audit-" + page.replaceAll("\\W.*", ""), "/audit/" + page);
      }
      pages.still("audit", "/audit");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> shop.as("auditor").tryGet("/api/v1/audit/plans/shop/2").status() == 200);
      pages.still("audit-plan", "/audit/plans/shop");
    }
  }

  private static String newest() {
    return shop.as("oncall").get("/api/v1/incidents?open=true").at("/runs/0/id").asText();
  }

  private static Stream<String> refusals(String run) {
    JsonNode moments = shop.as("auditor").get("/api/v1/runs/" + run + "/timeline").path("moments");
    return StreamSupport.stream(moments.spliterator(), false)
        .filter(moment -> "refused".equals(moment.path("kind").asText()))
        .map(moment -> moment.path("actor").asText());
  }
}
