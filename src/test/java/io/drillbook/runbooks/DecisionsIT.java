package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.approval.Vote;
import io.drillbook.domain.effect.EffectWords;
import io.drillbook.domain.record.EntryDraft;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two people approve, over HTTP, on a real server: votes, levels, deadlines and people who leave.
 */
class DecisionsIT {
  private static final Map<String, String> YES =
      Map.of("approval", "approve", "confirmTarget", "standby", "reason", "data looks good");
  private static DecisionBed bed;
  private static String run;

  @BeforeAll
  static void start() throws Exception {
    bed = new DecisionBed("next: camunda-admin, next-after: 20m, from: approvers, required: 2");
    for (String name : List.of("ann", "bob", "cid", "dan", "eve")) {
      bed.person(name, "approvers");
    }
    bed.person("mia", "managers");
    run = bed.declare("oncall");
  }

  @AfterAll
  static void stop() throws Exception {
    bed.close();
  }

  private static int status(String name, String approval) {
    return bed.as(name).work(bed.open(approval), name, YES).status();
  }

  private static List<String> voters(String approval) {
    return bed.approval(run, approval).votes().stream().map(Vote::person).toList();
  }

  @Test
  void twoDifferentPeopleApproveAndNobodyTwice() {
    String approval = bed.ask(run, "oncall");
    assertThat(status("ann", approval)).isEqualTo(204);
    assertThat(status("ann", approval)).isEqualTo(403);
    assertThat(bed.refusals(run, "ann"))
        .anyMatch(line -> line.detail("reason").contains("Nobody votes twice"));
    assertThat(bed.press("bob", run, approval, "approve", "standby", "").statusCode())
        .isEqualTo(302);
    assertThat(bed.ended(run, approval)).isEqualTo("granted");
    assertThat(voters(approval)).containsExactly("ann", "bob");
    assertThat(bed.session("bob").get("/approve/" + run).body())
        .contains("You said yes")
        .contains("Approved. What happens now");
  }

  @Test
  void oneClearNoEndsItAndNeedsAReason() {
    String approval = bed.ask(run, "oncall");
    assertThat(status("ann", approval)).isEqualTo(204);
    // While the first vote is counted everybody is asked for a moment's patience.
    HttpResponse<String> silent =
        Awaitility.await()
            .until(
                () -> bed.press("bob", run, approval, "reject", "", " "),
                answer -> answer.statusCode() != 409);
    assertThat(silent.statusCode()).isEqualTo(400);
    assertThat(silent.body()).contains("without a reason");
    assertThat(bed.press("bob", run, approval, "reject", "", "no backup of media").statusCode())
        .isEqualTo(302);
    assertThat(bed.ended(run, approval)).isEqualTo("refused");
    assertThat(bed.as("cid").get("/engine-rest/task?processInstanceId=" + approval)).isEmpty();
  }

  @Test
  void aFormPostedTwiceIsAnsweredTwiceAndCountsOnce() {
    String approval = bed.ask(run, "oncall");
    String task = bed.open(approval);
    assertThat(bed.as("ann").work(task, "ann", YES).status()).isEqualTo(204);
    assertThat(bed.as("ann").complete(task, YES).status()).isEqualTo(204);
    Client.Answer other =
        bed.as("ann").complete(task, Map.of("approval", "reject", "reason", "no, wait"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.body().toString()).contains("Nothing changed");
    bed.open(approval);
    // One page, pressed thrice: a page that is opened after the first press shows no form.
    DecisionBed.Page page = bed.open("bob", run);
    List<CompletableFuture<Integer>> presses =
        List.of(pressing(page, approval), pressing(page, approval), pressing(page, approval));
    presses.forEach(press -> assertThat(press.join()).isEqualTo(302));
    assertThat(bed.ended(run, approval)).isEqualTo("granted");
    assertThat(voters(approval)).containsExactly("ann", "bob");
  }

  private static CompletableFuture<Integer> pressing(DecisionBed.Page page, String approval) {
    return CompletableFuture.supplyAsync(
        () -> page.answer(approval, "approve", "standby", "").statusCode());
  }

  @Test
  void aClaimOfSomebodyWhoLeftKeepsNobodyFromVotingAndTheirYesDoesNotCount() {
    String approval = bed.ask(run, "oncall");
    String task = bed.open(approval);
    Client dan = bed.as("dan");
    assertThat(
            dan.tryPost("/engine-rest/task/" + task + "/claim", Map.of("userId", "dan")).status())
        .isEqualTo(204);
    bed.isDeleted("dan");
    assertThat(status("eve", approval)).as("eve takes the claim over").isEqualTo(204);
    assertThat(bed.says(run, "claim taken over")).isTrue();
    bed.leaves("eve", "approvers");
    bed.open(approval);
    assertThat(bed.press("ann", run, approval, "approve", "standby", "").statusCode())
        .isEqualTo(302);
    bed.open(approval);
    assertThat(bed.approval(run, approval).ended()).as("eve counts no longer").isEmpty();
    assertThat(bed.session("bob").get("/approve/" + run).body())
        .contains("eve said yes")
        .contains("does not count");
    assertThat(bed.press("bob", run, approval, "approve", "standby", "").statusCode())
        .isEqualTo(302);
    assertThat(bed.ended(run, approval)).isEqualTo("granted");
    EntryDraft end =
        bed.record(run).stream()
            .map(line -> line.entry())
            .filter(line -> line.outcome().equals("approval ended"))
            .filter(line -> line.detail("approval").equals(approval))
            .findFirst()
            .orElseThrow();
    assertThat(end.detail("yes")).isEqualTo("2 of 2");
    assertThat(end.detail("not counted, they left")).isEqualTo("eve");
  }

  @Test
  void deputiesAndTheNextLevelVoteOnceTheyAreCalledAndAreTold() {
    String approval = bed.ask(run, "oncall");
    assertThat(status("mia", approval)).isEqualTo(403);
    bed.engine()
        .getManagementService()
        .executeJob(bed.timer(approval, "event_deputiesAreDue").getId());
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> bed.approval(run, approval).groups().contains("managers"));
    assertThat(status("mia", approval)).isEqualTo(204);
    bed.open(approval);
    assertThat(bed.script("admin", run, approval, "approve", "standby", "").statusCode())
        .isEqualTo(403);
    bed.engine()
        .getManagementService()
        .executeJob(bed.timer(approval, "event_nextLevelIsDue").getId());
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> bed.approval(run, approval).groups().contains("camunda-admin"));
    assertThat(bed.press("admin", run, approval, "approve", "standby", "").statusCode())
        .isEqualTo(302);
    assertThat(bed.ended(run, approval)).isEqualTo("granted");
    for (String told : List.of("ann@example.com", "mia@example.com")) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  List.of(bed.shop.mail().getReceivedMessages()).stream()
                      .anyMatch(mail -> DecisionMails.leads(mail, told, "/approve/" + run)));
    }
  }

  @Test
  void aVoteAfterTheDeadlineIsRefusedAlthoughTheTimerHasNotFired() {
    String late = bed.declareFor("late", "oncall");
    String approval = bed.ask(late, "oncall");
    DecisionBed.Page page = bed.open("bob", late);
    bed.engine()
        .getManagementService()
        .setJobDuedate(
            bed.timer(approval, "event_approvalExpired").getId(),
            Date.from(Instant.now().plus(Duration.ofHours(1))));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Instant.now().isAfter(bed.approval(late, approval).expiresAt()));
    assertThat(bed.as("ann").work(bed.open(approval), "ann", YES).status()).isEqualTo(403);
    assertThat(page.answer(approval, "approve", "standby", "").statusCode()).isEqualTo(403);
    for (String name : List.of("ann", "bob")) {
      assertThat(bed.refusals(late, name))
          .as(name)
          .anyMatch(line -> line.detail("reason").contains("expired at"));
    }
    assertThat(bed.task(approval)).as("the timer has not fired").isPresent();
    bed.engine()
        .getManagementService()
        .executeJob(bed.timer(approval, "event_approvalExpired").getId());
    assertThat(bed.ended(late, approval)).isEqualTo("expired");
    assertThat(bed.approval(late, approval).votes()).isEmpty();
  }

  @Test
  void anEditedPlanWeakensNoApprovalAndAYesFromBeforeItsTargetsChangedDoesNotCount()
      throws Exception {
    String edited = bed.declareFor("edited", "oncall");
    String approval = bed.ask(edited, "oncall");
    assertThat(bed.as("ann").work(bed.open(approval), "ann", YES).status()).isEqualTo(204);
    bed.open(approval);
    bed.edit("edited", "required: 2", "required: 1");
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> bed.says(edited, "plan edited"));
    assertThat(bed.approval(edited, approval).ended()).as("two are needed as before").isEmpty();
    bed.edit("edited", "observe: { for: 2s", "observe: { for: 3s");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> bed.approval(edited, approval).voteOf("ann").isEmpty());
    // While the approval is asked anew the page says so, and bob presses again.
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> bed.press("bob", edited, approval, "approve", "standby", "").statusCode(),
            status -> status == 302);
    bed.open(approval);
    assertThat(bed.press("ann", edited, approval, "approve", "standby", "").statusCode())
        .isEqualTo(302);
    assertThat(bed.ended(edited, approval)).isEqualTo("granted");
  }

  /** Both were opened before the edit, by people who read what is no longer so. */
  @Test
  void aYesToAPageOrFormFromBeforeAnEditIsRefusedAndAskedAnew() throws Exception {
    String changed = bed.declareFor("changed", "oncall");
    String approval = bed.ask(changed, "oncall");
    String task = bed.open(approval);
    assertThat(
            bed.as("ann")
                .tryPost("/engine-rest/task/" + task + "/claim", Map.of("userId", "ann"))
                .status())
        .isEqualTo(204);
    DecisionBed.Page page = bed.open("bob", changed);
    bed.edit("changed", "observe: { for: 2s", "observe: { for: 3s");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> bed.task(approval).filter(it -> !it.equals(task)).isPresent());
    HttpResponse<String> stale = page.answer(approval, "approve", "standby", "");
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body()).contains("edited since", "name=\"round\" value=\"2\"");
    Client.Answer form = bed.as("ann").complete(task, YES);
    assertThat(form.status()).isEqualTo(409);
    assertThat(form.body().toString()).contains("asked anew");
    assertThat(bed.approval(changed, approval).votes()).isEmpty();
    assertThat(bed.refusals(changed, "bob")).isNotEmpty();
    assertThat(bed.press("bob", changed, approval, "approve", "standby", "").statusCode())
        .isEqualTo(302);
    assertThat(bed.as("ann").work(bed.open(approval), "ann", YES).status()).isEqualTo(204);
    assertThat(bed.ended(changed, approval)).isEqualTo("granted");
  }

  @Test
  void aWrongAnswerIsTheCallersAndSaysWhatToDo() {
    String approval = bed.ask(run, "oncall");
    String task = bed.open(approval);
    Client ann = bed.as("ann");
    Map<String, String> misspelt =
        Map.of("approval", "approve", "confirmTarget", "standbye", "reason", "");
    Client.Answer form = ann.work(task, "ann", misspelt);
    Client.Answer plain =
        ann.tryPost(
            "/engine-rest/task/" + task + "/complete",
            Map.of("variables", Map.of("approval", Map.of("value", "hope"))));
    Client.Answer started =
        bed.as("oncall")
            .tryPost(
                "/engine-rest/process-definition/key/restore-system/start",
                Map.of("variables", Map.of("system", Map.of("value", "nowhere"))));
    for (Client.Answer answer : List.of(form, plain, started)) {
      assertThat(answer.status()).as(answer.body().toString()).isBetween(400, 404);
      assertThat(answer.body().path("type").asText()).isEqualTo("INPUT_INVALID");
      assertThat(answer.body().path("message").asText()).startsWith("unable to").contains("HINT: ");
    }
    HttpResponse<String> tasklist =
        bed.session("ann")
            .post(
                "/camunda/api/engine/engine/default/task/" + task + "/submit-form",
                "{\"variables\":{\"approval\":{\"value\":\"approve\"}}}");
    assertThat(tasklist.statusCode()).as(tasklist.body()).isEqualTo(400);
    assertThat(tasklist.body()).contains("HINT: Type the name");
    assertThat(bed.as("mia").complete(task, YES).status()).isEqualTo(403);
  }

  @Test
  void whetherAnEffectIsThereIsAskedWhereNobodyCanTellAndTheAnswerIsOnTheRecord() {
    String task = bed.askHowToContinue(run, "EFFECT_UNKNOWN");
    Client oncall = bed.as("oncall");
    Client.Answer silent = oncall.work(task, "oncall", Map.of("decision", "retry"));
    assertThat(silent.status()).isEqualTo(400);
    assertThat(silent.body().path("message").asText()).contains("whether the effect is there");
    assertThat(
            oncall.complete(task, Map.of("decision", "retry", "effectAnswer", "perhaps")).status())
        .isEqualTo(400);
    assertThat(oncall.complete(task, Map.of("decision", "retry", "effectAnswer", "there")).status())
        .isEqualTo(204);
    assertThat(
            bed.record(run).stream()
                .map(line -> line.entry())
                .filter(line -> line.outcome().equals(EffectWords.ANSWERED)))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.actor()).isEqualTo("oncall");
              assertThat(line.detail("answer")).isEqualTo("there");
            });
  }

  /** No test fires them: the server does. */
  @Test
  void deputiesAndTheEndOfTheTimeComeByThemselves() {
    String quick = bed.declareFor("quick", "oncall");
    String approval = bed.ask(quick, "oncall");
    assertThat(bed.approval(quick, approval).groups()).containsExactly("approvers");
    bed.called(quick, approval, "managers");
    assertThat(bed.ended(quick, approval)).isEqualTo("expired");
    List<EntryDraft> lines = bed.record(quick).stream().map(line -> line.entry()).toList();
    Instant asked = bed.approval(quick, approval).askedAt();
    assertThat(at(lines, "next level called")).isAfterOrEqualTo(asked.plusSeconds(2));
    assertThat(at(lines, "approval ended")).isAfterOrEqualTo(asked.plusSeconds(10));
    assertThat(bed.task(approval)).isEmpty();
  }

  private static Instant at(List<EntryDraft> lines, String outcome) {
    return lines.stream()
        .filter(line -> line.outcome().equals(outcome))
        .findFirst()
        .orElseThrow()
        .at();
  }

  @Test
  void aFormPostedThriceCountsOnce() {
    String approval = bed.ask(run, "oncall");
    String task = bed.open(approval);
    assertThat(bed.as("ann").work(task, "ann", YES).status()).isEqualTo(204);
    assertThat(bed.as("ann").complete(task, YES).status()).isEqualTo(204);
    assertThat(bed.as("ann").complete(task, YES).status()).isEqualTo(204);
    bed.open(approval);
    assertThat(voters(approval)).containsExactly("ann");
    assertThat(bed.approval(run, approval).ended()).as("two are needed").isEmpty();
  }

  @Test
  void aFormWithoutTheTokenOfItsSessionIsRefused() {
    String approval = bed.ask(run, "oncall");
    DecisionBed.Page page =
        new DecisionBed.Page(bed.session("ann"), run, "made-up", bed.open("ann", run).round());
    assertThat(page.answer(approval, "approve", "standby", "").statusCode()).isEqualTo(403);
    assertThat(voters(approval)).isEmpty();
  }
}
