package io.drillbook.engine.guard;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.people.People;
import io.drillbook.spi.runbook.Votes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Votes by the engine's tasks: claimed and completed in the name of the person, behind the guard.
 */
public final class EngineVotes implements Votes {
  private static final Logger LOG = LoggerFactory.getLogger(EngineVotes.class);
  private static final String HINT = " HINT: ";
  private static final String PLAN_EDITED = "plan-edited";

  private final TaskService tasks;
  private final RuntimeService runtime;
  private final SystemActor actor;
  private final People people;
  private final TransactionTemplate transaction;

  /** Votes on this engine. */
  public EngineVotes(
      TaskService tasks,
      RuntimeService runtime,
      SystemActor actor,
      People people,
      TransactionTemplate transaction) {
    this.tasks = tasks;
    this.runtime = runtime;
    this.actor = actor;
    this.people = people;
    this.transaction = transaction;
  }

  @Override
  public boolean vote(Ballot ballot, String person) {
    Optional<String> open = open(ballot.approvalId()).filter(task -> round(task) == ballot.round());
    if (open.isEmpty()) {
      return false;
    }
    List<String> groups = List.copyOf(people.groupsOf(person));
    try {
      actor.callAs(person, groups, () -> work(open.orElseThrow(), ballot, person));
      return true;
    } catch (AuthorizationException e) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          String.valueOf(e.getMessage()),
          "The try is on the record of the run.",
          e);
    } catch (BadUserRequestException e) {
      if (e.getCause() instanceof Fault fault) {
        throw fault;
      }
      String[] parts = String.valueOf(e.getMessage()).split(HINT, 2);
      throw new Fault(
          FaultCode.INPUT_INVALID, parts[0], parts.length > 1 ? parts[1] : "Look again.", e);
    } catch (ProcessEngineException e) {
      // Somebody else was quicker by a moment: this task is gone, or changed.
      if (open(ballot.approvalId()).equals(open)) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public void askAnew(String approvalId, int round) {
    if (open(approvalId).filter(task -> round(task) < round).isEmpty()) {
      return;
    }
    actor.run(
        () -> {
          // An approval that was asked by an older model waits for no such message.
          if (runtime
                  .createEventSubscriptionQuery()
                  .processInstanceId(approvalId)
                  .eventName(PLAN_EDITED)
                  .count()
              > 0) {
            correlate(approvalId);
          }
        });
  }

  private void correlate(String approvalId) {
    try {
      runtime.createMessageCorrelation(PLAN_EDITED).processInstanceId(approvalId).correlate();
    } catch (OptimisticLockingException | MismatchingMessageCorrelationException lost) {
      // Somebody voted in this very moment: that vote lapses, and the next task asks anew.
      LOG.info("The approval {} is counted just now; its next task asks anew.", approvalId);
    }
  }

  // By a query: the engine fails on the variable of a task that was completed in this very moment.
  private int round(String task) {
    return actor.call(
        () ->
            runtime
                .createVariableInstanceQuery()
                .taskIdIn(task)
                .variableName(Variables.APPROVAL_ROUND)
                .list()
                .stream()
                .findFirst()
                .map(variable -> ((Long) variable.getValue()).intValue())
                .orElse(1));
  }

  private Optional<String> open(String approvalId) {
    return actor.call(
        () ->
            tasks
                .createTaskQuery()
                .processInstanceId(approvalId)
                .taskDefinitionKey(ApprovalLines.STEP)
                .list()
                .stream()
                .map(Task::getId)
                .findFirst());
  }

  /** Both or neither: a claim that stays behind a refused answer would stand in others' way. */
  private boolean work(String task, Ballot ballot, String person) {
    transaction.executeWithoutResult(
        status -> {
          tasks.claim(task, person);
          tasks.complete(
              task,
              Map.of(
                  Variables.APPROVAL,
                  ballot.choice().id(),
                  "confirmTarget",
                  ballot.target(),
                  "reason",
                  ballot.reason()));
        });
    return true;
  }
}
