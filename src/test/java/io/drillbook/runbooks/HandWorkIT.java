package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An incident whose cutover needs hands, before and after the machine's step. */
class HandWorkIT {
  private static final String TASK = "userTask_workChecklist";

  @Test
  void checklistsAreWorkedAtTheirPlaceAndWhoTickedWhatIsOnTheRecord() throws Exception {
    try (ShopBed shop = new ShopBed("1h")) {
      shop.changePlan(
          "cutover: [ { haproxy",
          "cutover: [ { manual: { checklist: [\"Open the" + " firewall\"] } }, { haproxy");
      shop.changePlan(
          "to: standby } } ]",
          "to: standby } }, { manual: { checklist: [\"Set the announcement\", \"Call the office\"]"
              + " } } ]");
      shop.serve();
      String point = shop.backup();
      Incidents incidents = new Incidents(shop);
      String run = incidents.declare();
      incidents.assess(run, point);
      incidents.approve(run);
      Client oncall = shop.as("oncall");

      String first = oncall.task(run, TASK);
      assertThat(shop.haproxy().whoAnswers()).as("hands come first").isEqualTo("production");
      Client.Answer silent = work(oncall, first, Map.of("done1", false));
      assertThat(silent.status()).isEqualTo(400);
      assertThat(silent.body().path("message").asText()).contains("Open the firewall");
      assertThat(work(oncall, first, Map.of("done1", true)).status()).isEqualTo(204);

      String second = oncall.task(run, TASK);
      assertThat(shop.haproxy().whoAnswers()).isEqualTo("standby");
      assertThat(variable(oncall, second, "done1")).as("no tick from before").isEqualTo("false");
      assertThat(variable(oncall, second, "item2")).isEqualTo("Call the office");
      assertThat(
              work(oncall, second, Map.of("done1", true, "reason", "nobody is there at night"))
                  .status())
          .isEqualTo(204);
      oncall.work(
          oncall.task(run, "userTask_closeIncident"), "oncall", Map.of("note", "call the office"));

      assertThat(shop.ended(run).at("/run/verdict").asText()).isEqualTo("succeeded-with-overrides");
      assertThat(shop.lines(run, "FACT", TASK))
          .extracting(line -> line.path("actor").asText(), HandWorkIT::lines)
          .containsExactly(
              tuple("oncall", "done: Open the firewall"),
              tuple("oncall", "done: Set the announcement; NOT DONE: Call the office"));
    }
  }

  private static String lines(JsonNode line) {
    JsonNode details = line.path("details");
    String first = details.path("line 01").asText();
    return details.has("line 02") ? first + "; " + details.path("line 02").asText() : first;
  }

  private static String variable(Client client, String task, String name) {
    return client.get("/engine-rest/task/" + task + "/variables/" + name).path("value").asText();
  }

  private static Client.Answer work(Client client, String task, Map<String, Object> answers) {
    client.tryPost("/engine-rest/task/" + task + "/claim", Map.of("userId", "oncall"));
    Map<String, Object> variables = new LinkedHashMap<>();
    answers.forEach((name, value) -> variables.put(name, Map.of("value", value)));
    return client.tryPost(
        "/engine-rest/task/" + task + "/submit-form", Map.of("variables", variables));
  }
}
