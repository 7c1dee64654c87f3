package io.drillbook.engine.guard;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.identity.Authentication;

/**
 * Decides on the server, for every way in, whether a person may complete a task with these answers:
 * the task is claimed by that person, who is in its group, and did neither start nor prepare what
 * is approved here. A refusal is on the record. Assignment in the engine alone enforces nothing of
 * this.
 */
public final class TaskGuard {
  private static final String OWN_WORK =
      "Nobody approves what they started or prepared themselves.";

  private final OpenTasks tasks;
  private final AnswerCheck answers;
  private final RecordStore record;
  private final Clock clock;
  private final Repeats repeats;

  /** A guard over these tasks. */
  public TaskGuard(OpenTasks tasks, AnswerCheck answers, RecordStore record, Clock clock) {
    this.tasks = tasks;
    this.answers = answers;
    this.record = record;
    this.clock = clock;
    this.repeats = new Repeats(tasks, record, clock);
  }

  /**
   * Lets the completion pass or refuses it. The same answer of the same person a second time, such
   * as a form that was posted twice, is answered like the first and changes nothing.
   *
   * @throws AuthorizationException where this person may not
   * @throws BadUserRequestException where the answers are not good
   */
  void once(String taskId, Map<String, Object> given, Runnable complete) {
    if (!isToDo(taskId, given)) {
      return;
    }
    try {
      complete.run();
    } catch (ProcessEngineException lost) {
      // The other of two posts may have been quicker by a moment.
      if (isToDo(taskId, given)) {
        throw lost;
      }
    }
  }

  private boolean isToDo(String taskId, Map<String, Object> given) {
    OpenTasks.OpenTask task = tasks.find(taskId).orElse(null);
    if (task == null) {
      return !repeats.isRepeated(taskId, userOf(tasks.authentication()), given);
    }
    checkCompletion(task, given);
    return true;
  }

  private void checkCompletion(OpenTasks.OpenTask task, Map<String, Object> given) {
    String user = userOf(tasks.authentication());
    checkPerson(task, user);
    if (!user.equals(task.assignee())) {
      throw refuse(task, user, "complete", "Claim the task first: it is not yours.");
    }
    try {
      checkRound(task);
      answers.check(task, given);
    } catch (Fault fault) {
      note(task, user, "complete", fault.getMessage());
      throw new BadUserRequestException(fault.getMessage() + " HINT: " + fault.hint(), fault);
    }
  }

  /** The form may have been opened before what it asks about was edited. */
  private void checkRound(OpenTasks.OpenTask task) {
    if (!ApprovalLines.STEP.equals(task.step().id())
        || !(task.variables().get(Variables.APPROVAL_ROUND) instanceof Long seen)) {
      return;
    }
    ApprovalLines.find(record.entries(task.runId()), task.instance())
        .filter(approval -> approval.round() != seen)
        .ifPresent(
            approval -> {
              throw new Fault(
                  FaultCode.ANSWER_OUTDATED,
                  "unable to take an answer to what was edited since: '" + task.step().name() + "'",
                  "It is asked anew in a moment: open the new task and read it.");
            });
  }

  /** Lets the claim pass or refuses it. */
  void checkClaim(String taskId, String claimant) {
    OpenTasks.OpenTask task = tasks.find(taskId).orElse(null);
    if (task == null) {
      return;
    }
    String user = userOf(tasks.authentication());
    if (!user.equals(claimant)) {
      throw refuse(task, user, "claim", "A task is claimed for oneself only.");
    }
    checkPerson(task, user);
  }

  /** Giving a task back is open to whoever may work it: a claim of somebody who fell asleep. */
  void checkGiveBack(String taskId) {
    OpenTasks.OpenTask task = tasks.find(taskId).orElse(null);
    if (task != null && !userOf(tasks.authentication()).equals(task.assignee())) {
      checkPerson(task, userOf(tasks.authentication()));
    }
  }

  /** Whether a vote is claimed by somebody else, who must not keep the others from voting. */
  boolean takesOver(String taskId, String claimant) {
    OpenTasks.OpenTask task = tasks.find(taskId).orElse(null);
    if (task == null
        || !ApprovalLines.STEP.equals(task.step().id())
        || task.assignee() == null
        || task.assignee().equals(claimant)) {
      return false;
    }
    Map<String, String> details = Map.of("from", task.assignee());
    record.appendNow(
        task.runId(),
        Entries.fact(clock.instant(), task.step(), claimant, "claim taken over", details));
    return true;
  }

  /** Whether our own code acts. */
  boolean isBySystem() {
    Authentication authentication = tasks.authentication();
    return authentication != null && SystemActor.NAME.equals(authentication.getUserId());
  }

  /** Everything else that would change a task or its variables past its form. */
  void checkDirectChange(String taskId, String what) {
    if (isBySystem()) {
      return;
    }
    OpenTasks.OpenTask task = tasks.find(taskId).orElse(null);
    if (task != null) {
      String user = userOf(tasks.authentication());
      throw refuse(task, user, what, "A task changes by its form only.");
    }
  }

  private void checkPerson(OpenTasks.OpenTask task, String user) {
    Set<String> groups = new LinkedHashSet<>(tasks.groupsOf(user));
    objection(task, user, groups)
        .ifPresent(
            why -> {
              throw refuse(task, user, task.fourEyes() ? "approve" : "work", why);
            });
  }

  /** A vote goes by the record, which nobody can rewrite; other tasks by the engine's own links. */
  private Optional<String> objection(OpenTasks.OpenTask task, String user, Set<String> groups) {
    List<RecordEntry> lines = record.entries(task.runId());
    if (ApprovalLines.STEP.equals(task.step().id())) {
      return ApprovalLines.find(lines, task.instance())
          .map(approval -> approval.objection(user, groups, clock.instant()))
          .orElse(Optional.of("The approval is not on the record."))
          .or(() -> ownWork(task, user, lines));
    }
    if (groups.stream().noneMatch(task.groups()::contains)) {
      return Optional.of("The task is for members of " + task.groups() + ".");
    }
    return ownWork(task, user, lines);
  }

  private static Optional<String> ownWork(
      OpenTasks.OpenTask task, String user, List<RecordEntry> lines) {
    boolean own =
        user.equals(task.variables().get(Variables.INITIATOR))
            || ApprovalLines.involved(
                    lines.stream().map(RecordEntry::entry).toList(), task.step().id())
                .contains(user);
    return task.fourEyes() && own ? Optional.of(OWN_WORK) : Optional.empty();
  }

  private AuthorizationException refuse(
      OpenTasks.OpenTask task, String user, String what, String why) {
    note(task, user, what, why);
    return new AuthorizationException(
        "unable to " + what + " the task '" + task.step().name() + "' as '" + user + "'. " + why);
  }

  private void note(OpenTasks.OpenTask task, String user, String what, String why) {
    StepRef step = task.step();
    record.appendNow(task.runId(), Entries.refused(clock.instant(), step, user, what, why));
  }

  private static String userOf(Authentication authentication) {
    if (authentication == null || authentication.getUserId() == null) {
      throw new AuthorizationException("unable to work a task without a login.");
    }
    return authentication.getUserId();
  }

  /** The fault that a guard's answer check throws. */
  static Fault invalid(String message, String hint) {
    return new Fault(FaultCode.INPUT_INVALID, message, hint);
  }
}
