package io.drillbook.engine.guard;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.SystemActor;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts tries to go past a runbook on the record of the run that they reached for. */
public final class RefusedTries {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedTries.class);
  private static final StepRef STEP = StepRef.wholeRun("Go past the runbook");
  private static final int MOST = 50;

  /** Ids of the engine and of runs; nothing else of what a caller sends is looked up. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9:_-]{8,200}");

  private final RunLookup lookup;
  private final RecordStore record;
  private final Clock clock;

  private RefusedTries(RunLookup lookup, RecordStore record, Clock clock) {
    this.lookup = lookup;
    this.record = record;
    this.clock = clock;
  }

  /** Tries at this engine. */
  public static RefusedTries at(
      ProcessEngine engine, SystemActor actor, RecordStore record, Clock clock) {
    return new RefusedTries(new RunLookup(engine, actor), record, clock);
  }

  /** Notes a try; where no run can be told, it is in the log only. */
  public void note(String user, String what, String why, Collection<String> ids) {
    Set<String> runs = runs(ids);
    LOG.warn("Refused '{}' to {} (runs {}): {}", user, what, runs, why);
    for (String run : runs) {
      record.appendNow(run, Entries.refused(clock.instant(), STEP, user, what, why));
    }
  }

  Set<String> runs(Collection<String> ids) {
    return lookup.runs(ids.stream().filter(id -> ID.matcher(id).matches()).limit(MOST).toList());
  }
}
