package io.drillbook.engine.work;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.runbook.RunbookModels;
import io.drillbook.spi.store.ProgressStore;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One attempt at a long step: recorded before, worked, then settled with the engine and recorded
 * again.
 */
public final class StepAttempts {
  private static final Logger LOG = LoggerFactory.getLogger(StepAttempts.class);
  private static final int MESSAGE_LIMIT = 600;

  private final ExternalTaskService tasks;
  private final RecordStore record;
  private final RunbookModels models;
  private final TransactionTemplate transaction;
  private final LeaseSettings settings;
  private final Clock clock;
  private final String workerId;

  /** Attempts of this server's workers. */
  public StepAttempts(
      ExternalTaskService tasks,
      RecordStore record,
      RunbookModels models,
      TransactionTemplate transaction,
      LeaseSettings settings,
      Clock clock,
      String workerId) {
    this.tasks = tasks;
    this.record = record;
    this.models = models;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
    this.workerId = workerId;
  }

  void work(StepWorker worker, LockedExternalTask task, Lease lease, ProgressStore progress) {
    StepOrder order =
        new StepOrder(
            task.getBusinessKey(),
            task.getActivityId(),
            models.nameOf(task.getProcessDefinitionId(), task.getActivityId()),
            task.getId(),
            new LinkedHashMap<>(task.getVariables()));
    int attempt = 1 + earlierAttempts(order);
    record.appendNow(
        order.runId(), Entries.attemptBegan(clock.instant(), ref(order), workerId, attempt));
    try {
      StepProgress context =
          new StepProgress(order, attempt, lease.cancellation(), progress, clock);
      Map<String, Object> result = worker.work(order, context);
      lease.cancellation().check();
      lease.settle(() -> complete(task, order, attempt, result));
    } catch (Fault fault) {
      fail(worker, task, lease, order, attempt, fault);
    } catch (BadUserRequestException e) {
      LOG.info("The engine does not take the end of the step '{}' any more.", order.step(), e);
      lease.lost();
      fail(worker, task, lease, order, attempt, lostFault(e));
    } catch (RuntimeException | Error e) {
      // Errors too: a library that cannot be loaded would else be tried again for ever, unseen.
      LOG.error("The step '{}' of '{}' hit a defect.", order.step(), order.runId(), e);
      Fault defect =
          new Fault(
              FaultCode.INTERNAL,
              "unable to finish the step: '" + order.name() + "'",
              "This is a defect of Drillbook; the server's log holds the details.",
              e);
      fail(worker, task, lease, order, attempt, defect);
    }
  }

  /** The record counts the attempts: a number that only grows, whatever crashed in between. */
  private int earlierAttempts(StepOrder order) {
    return (int)
        record.entries(order.runId()).stream()
            .map(line -> line.entry())
            .filter(entry -> entry.kind() == EntryKind.ATTEMPT_BEGAN)
            .filter(entry -> entry.step().equals(order.step()))
            .filter(entry -> entry.detail(Entries.SUBJECT).equals(order.subject()))
            .count();
  }

  private void complete(
      LockedExternalTask task, StepOrder order, int attempt, Map<String, Object> result) {
    transaction.executeWithoutResult(
        status -> {
          record.append(
              order.runId(),
              Entries.attemptEnded(clock.instant(), ref(order), workerId, attempt, "done"));
          tasks.complete(task.getId(), workerId, result);
        });
  }

  private void fail(
      StepWorker worker,
      LockedExternalTask task,
      Lease lease,
      StepOrder order,
      int attempt,
      Fault fault) {
    LOG.warn("{} ({}; run '{}')", fault.getMessage(), fault.hint(), order.runId());
    record.appendNow(
        order.runId(),
        Entries.attemptFailed(
            clock.instant(), ref(order), workerId, attempt, fault.code(), inWords(fault)));
    if (lease.cancellation().isCancelled()) {
      return;
    }
    int left = (task.getRetries() == null ? settings.tries() : task.getRetries()) - 1;
    if (fault.code().isTransient() && left > 0) {
      giveUp(task, lease, fault, left);
    } else {
      end(worker, task, lease, order, fault);
    }
  }

  /** By the fault, unless the worker knows how to go on without what failed. */
  private void end(
      StepWorker worker, LockedExternalTask task, Lease lease, StepOrder order, Fault fault) {
    Optional<Map<String, Object>> instead = Optional.empty();
    Fault raised = fault;
    try {
      instead = worker.goesOnAfter(order, fault);
    } catch (Fault deeper) {
      raised = deeper;
    }
    if (instead.isEmpty()) {
      raise(task, lease, order, raised);
      return;
    }
    Map<String, Object> result = instead.get();
    try {
      lease.settle(() -> tasks.complete(task.getId(), workerId, result));
    } catch (BadUserRequestException e) {
      LOG.info("The engine does not take the end of the step '{}' any more.", order.step(), e);
    }
  }

  private void raise(LockedExternalTask task, Lease lease, StepOrder order, Fault fault) {
    Map<String, Object> variables =
        Map.of("faultStep", order.step(), "faultHint", shorten(fault.hint()));
    String code = fault.code().name();
    String message = shorten(fault.getMessage());
    try {
      lease.settle(() -> tasks.handleBpmnError(task.getId(), workerId, code, message, variables));
    } catch (BadUserRequestException e) {
      LOG.info("The engine does not take the failure of '{}' any more.", order.step(), e);
    } catch (ProcessEngineException e) {
      // A model that forgot to catch must not lose the step: it stays, visible in Cockpit.
      LOG.error("No event catches the failure of '{}'.", order.step(), e);
      giveUp(task, lease, fault, 0);
    }
  }

  private void giveUp(LockedExternalTask task, Lease lease, Fault fault, int triesLeft) {
    String message = shorten(fault.getMessage());
    long wait = triesLeft > 0 ? settings.retryAfter().toMillis() : 0;
    lease.settle(
        () -> tasks.handleFailure(task.getId(), workerId, message, fault.hint(), triesLeft, wait));
  }

  private static Fault lostFault(BadUserRequestException cause) {
    return new Fault(
        FaultCode.CANCELLED,
        "unable to tell the engine that the step ended: it is not this worker's any more",
        "The run was cancelled, or another worker took the step over; its run says more.",
        cause);
  }

  private static StepRef ref(StepOrder order) {
    return new StepRef(order.step(), order.name(), order.subject());
  }

  private static String inWords(Fault fault) {
    return shorten(fault.getMessage()) + " HINT: " + shorten(fault.hint());
  }

  private static String shorten(String text) {
    return text.length() <= MESSAGE_LIMIT ? text : text.substring(0, MESSAGE_LIMIT) + " …";
  }
}
