package io.drillbook.delegates.shared;

import io.drillbook.engine.schedule.ScheduleWatch;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Computes when a schedule comes due next. */
@Component
public final class ComputeNextDueDelegate implements JavaDelegate {
  private final ScheduleWatch watch;

  ComputeNextDueDelegate(ScheduleWatch watch) {
    this.watch = watch;
  }

  @Override
  public void execute(DelegateExecution execution) {
    watch.computeNextDue(execution);
  }
}
