package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** What the people of an incident do, step by step. */
final class Incidents {
  private final ShopBed shop;
  private final Client oncall;

  Incidents(ShopBed shop) {
    this.shop = shop;
    this.oncall = shop.as("oncall");
  }

  /** On-call declares; gives the run. */
  String declare() {
    return shop.start("oncall", "incidents", Map.of("scenario", "server-failure"));
  }

  /** On-call chooses the recovery point: from here on the machines work. */
  void assess(String run, String point) {
    ok(
        oncall.work(
            oncall.task(run, "userTask_assessScope"),
            "oncall",
            Map.of("point", point, "target", "standby", "note", "gone")));
  }

  /** Somebody else approves the cutover, and on-call closes. */
  void approveAndClose(String run) {
    approve(run);
    ok(
        oncall.work(
            oncall.task(run, "userTask_closeIncident"), "oncall", Map.of("note", "all is well")));
  }

  /** Somebody else approves the cutover. */
  void approve(String run) {
    ok(
        shop.as("approver")
            .work(
                oncall.task(run, "userTask_giveApproval"),
                "approver",
                Map.of("approval", "approve", "confirmTarget", "standby")));
  }

  /** On-call gives the run up where it waits for a decision. */
  void abandon(String run) {
    ok(
        oncall.work(
            oncall.task(run, "userTask_decideHowToContinue"),
            "oncall",
            Map.of("decision", "abandon", "decisionReason", "the test has seen enough")));
  }

  private static void ok(Client.Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(204);
  }
}
