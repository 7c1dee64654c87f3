package io.drillbook.engine.guard;

import io.drillbook.domain.effect.HandWork;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.record.Choice;
import io.drillbook.engine.guard.FormCatalog.Field;
import io.drillbook.engine.guard.OpenTasks.OpenTask;
import io.drillbook.engine.runbook.ChecklistVariables;
import io.drillbook.engine.runbook.PartialVariables;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.CatalogStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Checks what a person answered, again, on the server: only the form's own keys, only text, only
 * what exists.
 */
public final class AnswerCheck {
  private static final int LONGEST = 2_000;

  /** The form offers them in the words of what is approved, so it does not hold them itself. */
  private static final List<String> APPROVALS = List.of(Choice.APPROVE.id(), Choice.REJECT.id());

  private final FormCatalog forms;
  private final CatalogStore catalog;
  private final Plans plans;
  private final GoalCheck goals;

  /** A check by these forms. */
  public AnswerCheck(FormCatalog forms, CatalogStore catalog, Plans plans, GoalCheck goals) {
    this.goals = goals;
    this.forms = forms;
    this.catalog = catalog;
    this.plans = plans;
  }

  void check(OpenTask task, Map<String, Object> given) {
    Map<String, Field> fields = forms.fields(task.form());
    Set<String> foreign = new TreeSet<>(given.keySet());
    foreign.removeAll(fields.keySet());
    if (!foreign.isEmpty()) {
      throw TaskGuard.invalid(
          "unable to take these answers: '" + foreign + "'",
          "The form asks for " + fields.keySet() + " only.");
    }
    fields.values().forEach(field -> checkField(field, given.get(field.key())));
    checkReferences(task, given);
    checkMeaning(task, given);
    goals.check(task, given);
    ReviewCheck.check(task, given);
  }

  private static void checkField(Field field, Object value) {
    String text = value == null ? "" : String.valueOf(value).strip();
    if (value != null && !(value instanceof String) && !(value instanceof Boolean)) {
      throw TaskGuard.invalid(
          "unable to take the answer: '" + field.key() + "'", "Answers are plain text.");
    }
    if (field.required() && text.isEmpty()) {
      throw TaskGuard.invalid(
          "unable to go on without an answer: '" + field.key() + "'", "The form asks for it.");
    }
    if (text.length() > LONGEST) {
      throw TaskGuard.invalid(
          "unable to take so long an answer: '" + field.key() + "'",
          "It may have " + LONGEST + " characters.");
    }
    if (!text.isEmpty() && !field.values().isEmpty() && !field.values().contains(text)) {
      throw TaskGuard.invalid(
          "unable to take the answer '" + text + "': '" + field.key() + "'",
          "Allowed are " + field.values() + ".");
    }
  }

  private void checkReferences(OpenTask task, Map<String, Object> given) {
    String system = text(task.variables(), Variables.SYSTEM);
    for (String key : new String[] {Variables.POINT, Variables.DECISION_POINT}) {
      String point = text(given, key);
      if (!point.isEmpty() && catalog.find(system, point).filter(CatalogPoint::usable).isEmpty()) {
        throw TaskGuard.invalid(
            "unable to use the recovery point: '" + point + "'",
            "It is not in the catalog, or it is not sealed.");
      }
    }
    checkPartial(system, given);
    String target = text(given, Variables.TARGET);
    if (!target.isEmpty()) {
      plans.plan(system).target(target);
    }
  }

  /** Who goes on with a point that lacks something says why; it goes on the record. */
  private void checkPartial(String system, Map<String, Object> given) {
    boolean partial =
        catalog
            .find(system, text(given, Variables.DECISION_POINT))
            .filter(CatalogPoint::isPartial)
            .isPresent();
    if (partial
        && Choice.OTHER_POINT.id().equals(text(given, Variables.DECISION))
        && text(given, Variables.DECISION_REASON).isEmpty()) {
      throw TaskGuard.invalid(
          "unable to take a partial recovery point without a reason: '"
              + text(given, Variables.DECISION_POINT)
              + "'",
          "Say in a sentence why it goes on without what the point lacks.");
    }
  }

  private static void checkMeaning(OpenTask task, Map<String, Object> given) {
    checkRestore(task, given);
    checkTicks(task, given);
    if (given.containsKey(Variables.APPROVAL)
        && !APPROVALS.contains(text(given, Variables.APPROVAL))) {
      throw TaskGuard.invalid(
          "unable to take the answer '" + text(given, Variables.APPROVAL) + "': 'approval'",
          "Allowed are " + APPROVALS + ".");
    }
    if ("approve".equals(text(given, Variables.APPROVAL))
        && !text(given, "confirmTarget").equals(text(task.variables(), Variables.TARGET))) {
      throw TaskGuard.invalid(
          "unable to approve without the typed name of the target: '"
              + text(given, "confirmTarget")
              + "'",
          "Type the name of the target exactly as the question says it.");
    }
    String decision = text(given, Variables.DECISION);
    if (Choice.OTHER_POINT.id().equals(decision)
        && text(given, Variables.DECISION_POINT).isEmpty()) {
      throw TaskGuard.invalid(
          "unable to take another recovery point: ''", "Choose one from the list.");
    }
    if (Choice.RETRY.id().equals(decision)
        && FaultCode.EFFECT_UNKNOWN.name().equals(text(task.variables(), Variables.FAULT_CODE))
        && text(given, Variables.EFFECT_ANSWER).isEmpty()) {
      throw TaskGuard.invalid(
          "unable to go on without knowing whether the effect is there: 'effectAnswer'",
          "Look whether it is there or still going on; then say so.");
    }
    checkReason(Choice.of(decision), text(given, Variables.DECISION_REASON));
    checkReason(Choice.of(text(given, Variables.APPROVAL)), text(given, "reason"));
    checkReason(
        byHand(text(given, PartialVariables.RESUMED)), text(given, Variables.DECISION_REASON));
    checkReason(rollback(text(given, Variables.ROLLBACK)), text(given, "reason"));
    checkReason(Choice.of(text(given, Variables.EXPIRY_APPROVAL)), text(given, "reason"));
  }

  /** A checklist is done when each line is ticked, or somebody says why not. */
  private static void checkTicks(OpenTask task, Map<String, Object> given) {
    if (!"work-checklist".equals(task.form()) || !text(given, "reason").isEmpty()) {
      return;
    }
    List<String> left =
        IntStream.rangeClosed(1, HandWork.MOST_LINES)
            .filter(i -> !Boolean.parseBoolean(text(given, ChecklistVariables.DONE + i)))
            .mapToObj(i -> text(task.variables(), ChecklistVariables.ITEM + i))
            .filter(line -> !line.isEmpty())
            .toList();
    if (!left.isEmpty()) {
      throw TaskGuard.invalid(
          "unable to go on while lines are not ticked: '" + String.join("; ", left) + "'",
          "Do them and tick them, or say in a sentence why it goes on without them.");
    }
  }

  /** Where nothing is restored, nobody has to name a recovery point that may not even exist. */
  private static void checkRestore(OpenTask task, Map<String, Object> given) {
    if (!"assess-scope".equals(task.form())
        || "false".equals(text(task.variables(), Variables.RESTORE_WANTED))) {
      return;
    }
    for (String key : new String[] {Variables.POINT, Variables.TARGET}) {
      boolean chosen = Variables.POINT.equals(key) && !text(given, Variables.UNTIL).isEmpty();
      if (text(given, key).isEmpty() && !chosen) {
        throw TaskGuard.invalid(
            "unable to go on without an answer: '" + key + "'", "The form asks for it.");
      }
    }
  }

  /** To stay although the service is not healthy overrides a check. */
  private static Optional<Choice> rollback(String answer) {
    return Choice.of("stay".equals(answer) ? Choice.OVERRIDE.id() : answer);
  }

  /** What a person says instead of a program overrides it. */
  private static Optional<Choice> byHand(String answer) {
    return "by-hand".equals(answer) ? Optional.of(Choice.OVERRIDE) : Optional.empty();
  }

  private static void checkReason(Optional<Choice> choice, String reason) {
    if (choice.isPresent() && choice.get().needsReason() && reason.isEmpty()) {
      throw TaskGuard.invalid(
          "unable to decide without a reason: '" + choice.get().id() + "'",
          "Say in a sentence why; it goes on the record.");
    }
  }

  private static String text(Map<String, Object> values, String key) {
    Object value = values.get(key);
    return value == null ? "" : String.valueOf(value).strip();
  }
}
