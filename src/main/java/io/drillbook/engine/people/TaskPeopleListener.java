package io.drillbook.engine.people;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ReviewRule.Field;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.DrillReview;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.runbook.GoalVariables;
import io.drillbook.engine.runbook.PartialVariables;
import io.drillbook.engine.runbook.RunbookClock;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.IdentityLink;

/**
 * Follows each task of a person: briefs and calls people when it opens, and records who claimed and
 * decided what.
 */
public final class TaskPeopleListener implements TaskListener {
  private static final Set<String> NOTED = Set.of("userTask_assessScope", "userTask_closeIncident");

  private final RecordStore record;
  private final TaskBriefing briefing;
  private final TaskCalls calls;
  private final Plans plans;
  private final Clock clock;

  /** A listener that writes to this record. */
  public TaskPeopleListener(
      RecordStore record, TaskBriefing briefing, TaskCalls calls, Plans plans, Clock clock) {
    this.record = record;
    this.briefing = briefing;
    this.calls = calls;
    this.plans = plans;
    this.clock = clock;
  }

  @Override
  public void notify(DelegateTask task) {
    String runId = task.getExecution().getProcessBusinessKey();
    Optional<VoteTask> vote = VoteTask.of(task, record.entries(runId));
    StepRef step =
        vote.map(VoteTask::step)
            .orElseGet(() -> StepRef.of(task.getTaskDefinitionKey(), stepName(task)));
    switch (task.getEventName()) {
      case EVENTNAME_CREATE -> opened(task, runId, step, vote);
      case EVENTNAME_ASSIGNMENT -> {
        if (task.getAssignee() != null) {
          record.append(runId, Entries.taskClaimed(clock.instant(), step, task.getAssignee()));
        }
      }
      case EVENTNAME_COMPLETE -> completed(task, runId, step, vote);
      default -> {
        boolean anew = vote.map(it -> it.isOutdated(task)).orElse(false);
        String why = anew ? LastTrouble.ASKED_ANEW : "nobody is waited for any longer";
        record.append(runId, Entries.stepCancelled(clock.instant(), step, SystemActor.NAME, why));
      }
    }
  }

  /** The name in the model; the task's own name gets the system behind it, for lists of many. */
  private static String stepName(DelegateTask task) {
    String name = task.getBpmnModelElementInstance().getName();
    return name == null ? task.getTaskDefinitionKey() : name;
  }

  private void opened(DelegateTask task, String runId, StepRef step, Optional<VoteTask> vote) {
    String group =
        task.getCandidates().stream()
            .map(IdentityLink::getGroupId)
            .filter(id -> id != null)
            .sorted()
            .reduce((a, b) -> a + ", " + b)
            .orElse("oncall");
    ProtectionPlan plan = plans.plan((String) task.getVariable(Variables.SYSTEM));
    Instant now = clock.instant();
    Instant expiresAt =
        vote.map(it -> it.approval().expiresAt()).orElse(now.plus(RunbookClock.EXPIRY_APPROVAL));
    record.append(runId, Entries.taskOpened(now, step, group, task.getId()));
    task.setVariablesLocal(briefing.variables(runId, plan, task, expiresAt));
    vote.ifPresent(it -> task.setVariablesLocal(labels(it)));
    Checklist.of(task).ifPresent(it -> task.setVariablesLocal(it.variables()));
    task.setName(
        vote.map(it -> it.name(plan)).orElseGet(() -> task.getName() + ": " + plan.system()));
    // Tasklist shows it as time left, and sorts by it; nothing hangs on it.
    due(runId, vote).ifPresent(task::setDueDate);
    // Who was called to the first vote has the link, which leads to the open one.
    if (vote.map(VoteTask::isFresh).orElse(true)) {
      calls.call(runId, step, task.getId(), group, expiresAt);
    }
  }

  /** When an answer is late: a vote has its own time, else the recovery that waits has its RTO. */
  private Optional<Date> due(String runId, Optional<VoteTask> vote) {
    return vote.map(it -> it.approval().expiresAt())
        .or(() -> briefing.rtoEnds(runId))
        .map(Date::from);
  }

  private static Map<String, Object> labels(VoteTask vote) {
    return Map.of(
        Variables.YES_LABEL,
        vote.words().yesLabel(),
        Variables.NO_LABEL,
        vote.words().noLabel(),
        Variables.APPROVAL_ROUND,
        (long) vote.approval().round());
  }

  private void completed(DelegateTask task, String runId, StepRef step, Optional<VoteTask> vote) {
    String person = task.getAssignee();
    if (vote.isPresent()) {
      refuseAnothers(task, person);
    }
    Instant now = clock.instant();
    Optional<EntryDraft> decision =
        vote.isPresent()
            ? vote.orElseThrow().vote(task, person, text(task, "reason").orElse(""), now)
            : decision(task, step, person, now);
    decision.ifPresent(line -> record.append(runId, line));
    Optional<List<EntryDraft>> worked =
        Checklist.of(task)
            .map(it -> it.worked(task, step, person, text(task, "reason").orElse(""), now));
    worked.orElse(List.of()).forEach(line -> record.append(runId, line));
    review(task, runId, step, person, now).ifPresent(line -> record.append(runId, line));
    EffectAnswer.of(task, step, now).ifPresent(line -> record.append(runId, line));
    note(task)
        .ifPresent(
            note ->
                record.append(
                    runId, Entries.fact(now, step, person, "note", Map.of("note", note))));
    goal(task)
        .ifPresent(
            goal ->
                record.append(
                    runId, Entries.fact(now, step, person, "goal", Map.of("goal", goal))));
    String outcome = decision.map(EntryDraft::outcome).orElse("done");
    record.append(runId, Entries.taskCompleted(now, step, person, outcome, task.getId()));
  }

  private Optional<EntryDraft> review(
      DelegateTask task, String runId, StepRef step, String person, Instant now) {
    if (!DrillReview.STEP.equals(task.getTaskDefinitionKey())) {
      return Optional.empty();
    }
    Map<Field, String> answers = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      text(task, field.key()).ifPresent(answer -> answers.put(field, answer));
    }
    String starter =
        record.entries(runId).stream()
            .map(RecordEntry::entry)
            .filter(line -> line.kind() == EntryKind.RUN_STARTED)
            .map(EntryDraft::actor)
            .findFirst()
            .orElse("");
    String author = answers.getOrDefault(Field.AUTHOR, starter);
    return Optional.of(DrillReview.line(now, step, person, author, answers));
  }

  /** Whoever claimed it since the guard looked would be written down with an answer not theirs. */
  private static void refuseAnothers(DelegateTask task, String person) {
    Authentication who =
        task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
    if (who != null
        && !SystemActor.NAME.equals(who.getUserId())
        && !String.valueOf(who.getUserId()).equals(person)) {
      throw new BadUserRequestException(
          "unable to take the answer: somebody else has claimed the task meanwhile. HINT: Claim it"
              + " again, then answer.");
    }
  }

  /** Only the forms that ask for a note: the variable outlives its task. */
  private static Optional<String> note(DelegateTask task) {
    return NOTED.contains(task.getTaskDefinitionKey()) ? text(task, "note") : Optional.empty();
  }

  /** How far somebody wants to recover: whoever chose the time stands behind what is lost. */
  private static Optional<String> goal(DelegateTask task) {
    return switch (task.getTaskDefinitionKey()) {
      case "userTask_assessScope" -> text(task, Variables.UNTIL);
      case "userTask_decideHowToContinue" -> text(task, GoalVariables.DECISION_UNTIL);
      default -> Optional.empty();
    };
  }

  private static Optional<EntryDraft> decision(
      DelegateTask task, StepRef step, String person, Instant now) {
    return switch (task.getTaskDefinitionKey()) {
      case "userTask_approveExpiry" -> decided(task, step, person, now, Variables.EXPIRY_APPROVAL);
      case "userTask_decideHowToContinue" -> decided(task, step, person, now, Variables.DECISION);
      case "userTask_decideRollback" ->
          Optional.of(
              Entries.decision(
                  now,
                  step,
                  person,
                  "stay".equals(task.getVariable(Variables.ROLLBACK))
                      ? Choice.OVERRIDE
                      : Choice.ROLL_BACK,
                  text(task, "reason").orElse("")));
      case "userTask_resumeWritesByHand" ->
          "by-hand".equals(task.getVariable(PartialVariables.RESUMED))
              ? Optional.of(
                  Entries.decision(
                      now,
                      step,
                      person,
                      Choice.OVERRIDE,
                      text(task, Variables.DECISION_REASON).orElse("")))
              : Optional.empty();
      case "userTask_decideAboutPrimary" -> FenceAnswers.aboutPrimary(task, step, person, now);
      case "userTask_decideAboutFence" -> FenceAnswers.aboutFence(task, step, person, now);
      case "userTask_decideAboutOtherSide" -> FenceAnswers.aboutOtherSide(task, step, person, now);
      case "userTask_resolveSplitBrain" -> FenceAnswers.splitBrain(task, step, person, now);
      case "userTask_findOutWhereTrafficGoes", "userTask_locateTraffic" ->
          Optional.of(
              Entries.fact(
                  now,
                  step,
                  person,
                  String.valueOf(task.getVariable(Variables.TRAFFIC)),
                  Map.of("how", text(task, "reason").orElse(""))));
      case "userTask_examineDamage" ->
          Optional.of(
              Entries.fact(
                  now,
                  step,
                  person,
                  "examined",
                  Map.of(
                      "cause",
                      text(task, Variables.DAMAGE_CAUSE).orElse("unknown"),
                      "note",
                      text(task, "note").orElse(""))));
      default -> Optional.empty();
    };
  }

  private static Optional<EntryDraft> decided(
      DelegateTask task, StepRef step, String person, Instant now, String variable) {
    String reason =
        text(task, Variables.DECISION.equals(variable) ? Variables.DECISION_REASON : "reason")
            .orElse("");
    return Choice.of(String.valueOf(task.getVariable(variable)))
        .map(choice -> Entries.decision(now, step, person, choice, reason));
  }

  private static Optional<String> text(DelegateTask task, String variable) {
    return Optional.ofNullable(task.getVariable(variable))
        .map(String::valueOf)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }
}
