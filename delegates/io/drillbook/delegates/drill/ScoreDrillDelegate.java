package io.drillbook.delegates.drill;

import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Score;
import io.drillbook.engine.record.StepDelegate;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.drill.JudgeDrill;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Measures the drill against the RTO of its scenario and the RPO of each source, and opens or
 * closes findings.
 */
@Component
public final class ScoreDrillDelegate extends StepDelegate {
  private final Plans plans;
  private final RunStore runs;
  private final RecordStore lines;
  private final JudgeDrill judgeDrill;

  ScoreDrillDelegate(
      StepRecord record, Plans plans, RunStore runs, RecordStore lines, JudgeDrill judgeDrill) {
    super(record);
    this.plans = plans;
    this.runs = runs;
    this.lines = lines;
    this.judgeDrill = judgeDrill;
  }

  @Override
  protected void perform(DelegateExecution execution) {
    Run run = runs.find(execution.getProcessBusinessKey()).orElseThrow();
    List<RecordEntry> entries = lines.entries(run.id());
    Map<String, Duration> rpo = AllowedLoss.of(entries, Optional.of(plans.plan(run.system())));
    Score score = Score.of(run, entries, rpo, record().now());
    Map<String, String> details = new LinkedHashMap<>();
    details.put("rto", score.rto().toString());
    details.put("achievedRto", score.achievedRto().toString());
    details.put("rtoMet", String.valueOf(score.rtoMet()));
    details.put("rpoMet", String.valueOf(score.rpoMet()));
    if (score.assisted()) {
      details.put(Score.ASSISTED, "true");
    }
    record().fact(execution, "scored", details);
    judgeDrill.judge(run, record().ref(execution));
  }
}
