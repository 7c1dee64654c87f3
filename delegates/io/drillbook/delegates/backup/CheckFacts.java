package io.drillbook.delegates.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepOrder;
import io.drillbook.usecase.check.CheckLog;
import io.drillbook.usecase.check.CopyReading;
import io.drillbook.usecase.check.RepairedCopy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Writes on the record what a check finds and does. */
final class CheckFacts implements CheckLog {
  private static final String DAMAGED = "damaged";
  private static final String REPAIRED = "repaired";
  private static final String BROKEN = "POINT BROKEN";

  /** Facts that somebody has to look into. */
  static final Set<String> DAMAGE = Set.of(DAMAGED, REPAIRED, BROKEN);

  private final StepOrder order;
  private final StepFacts facts;

  CheckFacts(StepOrder order, StepFacts facts) {
    this.order = order;
    this.facts = facts;
  }

  @Override
  public void read(CopyReading reading) {
    if (reading.isGood()) {
      Map<String, String> details = details(reading.copy());
      details.put("bytes", String.valueOf(reading.copy().bytes()));
      details.put("looked at", String.join("; ", reading.notes()));
      facts.found(order, "read back", details);
      return;
    }
    note(DAMAGED, reading.copy(), "finding", reading.copy().finding());
    if (reading.broken()) {
      note(BROKEN, reading.copy(), "why", "what it holds is not whole, in every vault");
    }
  }

  @Override
  public void unread(PointCopy copy, Fault why) {
    note("NOT READ", copy, "why", why.getMessage());
  }

  @Override
  public void repaired(RepairedCopy repaired) {
    PointCopy copy = repaired.copy();
    repaired
        .alsoDamaged()
        .forEach(
            (vault, finding) ->
                facts.found(
                    order,
                    DAMAGED,
                    Map.of("point", copy.point(), "vault", vault, "finding", finding)));
    switch (repaired.result()) {
      case WHOLE -> {
        boolean late = repaired.before() == CopyState.BEHIND;
        String files = String.join(", ", repaired.written());
        note(late ? "copied" : REPAIRED, copy, "files", files);
      }
      case LOST -> note(BROKEN, copy, "why", repaired.why());
      default -> note("NOT REPAIRED", copy, "why", repaired.why());
    }
  }

  private void note(String outcome, PointCopy copy, String key, String value) {
    Map<String, String> details = details(copy);
    details.put(key, value);
    facts.found(order, outcome, details);
  }

  private static Map<String, String> details(PointCopy copy) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("point", copy.point());
    details.put("vault", copy.vault());
    return details;
  }
}
