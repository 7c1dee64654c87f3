package io.drillbook.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers human tasks as the demo users, by {@code /engine-rest} like any client: claims as who may
 * and completes with the form's keys. The record shows the users' names.
 */
final class DemoCrew {
  /**
   * Who answers a task, and with what.
   *
   * @param group of the demo user
   * @param answer the form's keys, from the variables that the form shows
   */
  private record Habit(String group, Function<JsonNode, Map<String, String>> answer) {}

  /** Task definition keys of the models; a task that is not here waits for a person. */
  private static final Map<String, Habit> HABITS =
      Map.of(
          "userTask_assessScope",
          new Habit(
              "oncall",
              shown ->
                  Map.of(
                      "point", firstWord(shown, "pointChoices"),
                      "target", "standby",
                      "note", "The demo destroyed production; its data folder is gone.")),
          "userTask_giveApproval",
          new Habit(
              "approvers",
              shown ->
                  Map.of(
                      "approval", "approve",
                      "confirmTarget", "standby",
                      "reason", "Answered by the demo itself (--once).")),
          "userTask_closeIncident",
          new Habit("oncall", shown -> Map.of("note", "Answered by the demo itself (--once).")));

  private final Function<String, Person> people;
  private final Consumer<String> out;

  /** The crew; {@code people} gives the demo user of a group. */
  DemoCrew(Function<String, Person> people, Consumer<String> out) {
    this.people = people;
    this.out = out;
  }

  /** Answers every task that waits now; gives the names of those that wait for a real person. */
  List<String> answerAll() {
    List<String> stuck = new ArrayList<>();
    for (String group : List.of("oncall", "approvers")) {
      for (JsonNode task : people.apply(group).get("/engine-rest/task")) {
        Habit habit = HABITS.get(task.path("taskDefinitionKey").asText());
        if (habit == null) {
          stuck.add(task.path("name").asText());
        } else if (habit.group().equals(group)) {
          answer(task, habit);
        }
      }
    }
    return stuck;
  }

  private void answer(JsonNode task, Habit habit) {
    String path = "/engine-rest/task/" + task.path("id").asText();
    Person person = people.apply(habit.group());
    person.post(path + "/claim", Map.of("userId", person.user()));
    Map<String, Object> variables = new LinkedHashMap<>();
    habit
        .answer()
        .apply(person.get(path + "/variables"))
        .forEach((key, value) -> variables.put(key, Map.of("value", value, "type", "String")));
    person.post(path + "/complete", Map.of("variables", variables));
    out.accept("'" + person.user() + "' answered: " + task.path("name").asText());
  }

  private static String firstWord(JsonNode shown, String variable) {
    return shown.path(variable).path("value").asText().split("[ |]", 2)[0];
  }
}
