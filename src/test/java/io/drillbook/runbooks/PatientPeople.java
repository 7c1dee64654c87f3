package io.drillbook.runbooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The people of an incident whose server dies again and again: they answer whatever is asked, try
 * again when nobody answers, and look where traffic goes before they say so.
 */
final class PatientPeople {
  private static final int PATIENCE = 6;

  private final KillBed bed;
  private final String run;
  private final String point;
  private int decisions;

  PatientPeople(KillBed bed, String run, String point) {
    this.bed = bed;
    this.run = run;
    this.point = point;
  }

  /** Answers what is asked now; whether the run is over. */
  boolean work() {
    try {
      Client oncall = bed.shop().as("oncall");
      for (JsonNode task : oncall.get("/engine-rest/task?processInstanceBusinessKey=" + run)) {
        answer(task.path("taskDefinitionKey").asText(), task.path("id").asText());
      }
      return oncall.get("/api/v1/runs/" + run).path("verdict").isTextual();
    } catch (UncheckedIOException | AssertionError e) {
      // The server is dead, or not all there yet.
      return false;
    }
  }

  private void answer(String asked, String task) {
    switch (asked) {
      case "userTask_giveApproval" ->
          bed.shop()
              .as("approver")
              .work(task, "approver", Map.of("approval", "approve", "confirmTarget", "standby"));
      case "userTask_assessScope" ->
          oncall(task, Map.of("point", point, "target", "standby", "note", "gone"));
      case "userTask_decideHowToContinue" -> oncall(task, decision());
      case "userTask_findOutWhereTrafficGoes" ->
          oncall(task, Map.of("traffic", isMoved() ? "moved" : "not-moved", "note", "I looked"));
      case "userTask_locateTraffic" ->
          oncall(
              task, Map.of("traffic", isMoved() ? "switch-again" : "moved", "reason", "I looked"));
      case "userTask_decideAboutOtherSide" ->
          oncall(task, Map.of("otherSide", "shut-again", "reason", "the server died"));
      case "userTask_decideAboutPrimary" ->
          oncall(task, Map.of("primary", "fence-again", "reason", "the server died"));
      case "userTask_decideAboutFence" ->
          oncall(task, Map.of("fenceAnswer", "lift-again", "reason", "the server died"));
      case "userTask_resolveSplitBrain" ->
          oncall(task, Map.of("splitBrain", "fence", "reason", "the new side goes on"));
      case "userTask_decideRollback" ->
          oncall(task, Map.of("rollback", "stay", "note", "it answers"));
      case "userTask_closeIncident" -> oncall(task, Map.of("note", "all is well"));
      default -> throw new IllegalStateException("nobody expects to be asked " + asked);
    }
  }

  private Map<String, String> decision() {
    decisions++;
    return decisions > PATIENCE
        ? Map.of("decision", "abandon", "decisionReason", "asked too often")
        : Map.of(
            "decision", "retry", "decisionReason", "the server died", "effectAnswer", answer());
  }

  /** Whether the effect that was asked about last left its trace with the witness. */
  private String answer() {
    JsonNode timeline = bed.shop().as("auditor").get("/api/v1/runs/" + run + "/timeline");
    String key = "";
    for (JsonNode line : timeline.path("record")) {
      if (line.at("/entry/outcome").asText().equals("effect-unknown")) {
        key = line.at("/entry/details/key").asText();
      }
    }
    return bed.witnessed(run).containsKey(key) ? "there" : "again";
  }

  private boolean isMoved() {
    try {
      return bed.isMoved();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void oncall(String task, Map<String, String> answers) {
    bed.shop().as("oncall").work(task, "oncall", answers);
  }
}
