package io.drillbook.delegates.shared;

import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.readiness.CheckReadiness;
import io.drillbook.usecase.readiness.CheckReadiness.Found;
import io.drillbook.usecase.readiness.RecordReadiness;
import io.drillbook.usecase.readiness.TellReadiness;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Asks everything that a recovery needs; reads, and changes nothing outside. */
@Component
public final class CheckReadinessWorker implements StepWorker {
  private static final int AT_MOST = 2;

  private final CheckReadiness check;
  private final RecordReadiness record;
  private final TellReadiness tell;

  CheckReadinessWorker(CheckReadiness check, RecordReadiness record, TellReadiness tell) {
    this.check = check;
    this.record = record;
    this.tell = tell;
  }

  @Override
  public String topic() {
    return "check-readiness";
  }

  @Override
  public int atMost() {
    return AT_MOST;
  }

  @Override
  public Map<String, Object> work(StepOrder order, StepContext context) {
    Found found = check.check(order.text(Variables.SYSTEM), order.runId(), context.cancellation());
    // On the record before it is kept: after a crash in between the change is found once more.
    record.write(
        found,
        new StepRef(order.step(), order.name(), order.subject()),
        order.find(Variables.INITIATOR).orElse("drillbook"));
    check.keep(found);
    return Map.of(Variables.NEWS, tell.isNews(found.report()) ? "yes" : "no");
  }
}
