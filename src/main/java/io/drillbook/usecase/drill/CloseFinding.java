package io.drillbook.usecase.drill;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.finding.DrillFinding.Closure;
import io.drillbook.domain.record.DrillReview;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.store.FindingStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.UnitOfWork;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Lets a person answer for a finding that no drill has passed; it stays visible with the reason.
 */
public final class CloseFinding {
  private static final int SHORTEST_REASON = 10;

  private final FindingStore findings;
  private final RecordStore record;
  private final UnitOfWork atOnce;
  private final Clock clock;

  /** A use case over these stores. */
  public CloseFinding(FindingStore findings, RecordStore record, UnitOfWork atOnce, Clock clock) {
    this.findings = findings;
    this.record = record;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /**
   * Closes it.
   *
   * @param actor the person
   * @throws Fault INPUT_INVALID without a reason, or where there is no such open finding
   */
  public DrillFinding close(String id, String actor, String reason) {
    if (reason == null || reason.strip().length() < SHORTEST_REASON) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to close a finding without a reason: '" + id + "'",
          "Say in a sentence why no drill has to pass that step; it stays on the list.");
    }
    DrillFinding finding = findings.find(id).orElseThrow(() -> unknown(id));
    atOnce.run(
        () -> {
          Instant now = clock.instant();
          if (!findings.close(id, new Closure(now, actor, reason.strip()))) {
            throw unknown(id);
          }
          record.append(
              finding.runId(),
              Entries.fact(
                  now,
                  StepRef.wholeRun("Finding"),
                  actor,
                  DrillReview.FINDING_CLOSED,
                  Map.of("finding", id, Entries.REASON, reason.strip())));
        });
    return findings.find(id).orElseThrow();
  }

  private static Fault unknown(String id) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to find an open finding: '" + id + "'",
        "'drillbook findings' lists them.");
  }
}
