package io.drillbook.delegates.shared;

import io.drillbook.engine.schedule.ScheduleWatch;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Deals with a due time: ledger, run and next watch at once. */
@Component
public final class FireScheduleDelegate implements JavaDelegate {
  private final ScheduleWatch watch;

  FireScheduleDelegate(ScheduleWatch watch) {
    this.watch = watch;
  }

  @Override
  public void execute(DelegateExecution execution) {
    watch.fire(execution);
  }
}
