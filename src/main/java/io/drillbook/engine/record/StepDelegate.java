package io.drillbook.engine.record;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.engine.work.LogMarks;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * A short automated step inside the engine's transaction. A failed try is written to the record in
 * a transaction of its own, because the engine rolls everything else back.
 */
public abstract class StepDelegate implements JavaDelegate {
  private final StepRecord record;

  /** A step that writes to this record. */
  protected StepDelegate(StepRecord record) {
    this.record = record;
  }

  /**
   * Does the step. A permanent fault becomes a BPMN error; anything else is tried again by the
   * retry cycle.
   */
  protected abstract void perform(DelegateExecution execution);

  @Override
  public final void execute(DelegateExecution execution) {
    try {
      LogMarks.during(
          execution.getProcessBusinessKey(),
          execution.getVariable("system"),
          execution.getCurrentActivityId(),
          () -> perform(execution));
    } catch (Fault fault) {
      record.failed(execution, fault.code(), fault.getMessage() + " HINT: " + fault.hint());
      if (fault.code().isTransient()) {
        throw fault;
      }
      throw new BpmnError(fault.code().name(), fault.getMessage(), fault);
    } catch (RuntimeException e) {
      record.failed(execution, FaultCode.INTERNAL, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** The record of this step. */
  protected final StepRecord record() {
    return record;
  }
}
