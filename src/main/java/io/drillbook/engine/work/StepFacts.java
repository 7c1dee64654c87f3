package io.drillbook.engine.work;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.Postponed;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a worker found out or brought about, written to the record at once: a crash behind it must
 * not hide it; and what a person decided meanwhile.
 */
public final class StepFacts {
  private static final String ACTOR = "drillbook";

  private final RecordStore record;
  private final Clock clock;

  /** Facts for this record. */
  public StepFacts(RecordStore record, Clock clock) {
    this.record = record;
    this.clock = clock;
  }

  /** Something found out, by a word. */
  public void found(StepOrder order, String outcome, Map<String, String> details) {
    record.appendNow(
        order.runId(), Entries.fact(clock.instant(), ref(order), ACTOR, outcome, details));
  }

  /** Sources that on-call left for later; asked each time, because it may happen at any moment. */
  public Set<String> leftForLater(StepOrder order) {
    return Postponed.sources(record.entries(order.runId()));
  }

  /** The restore of a source took effect. */
  public void restored(StepOrder order, String source, String point, Instant dataTime) {
    record.appendNow(
        order.runId(),
        Entries.restored(clock.instant(), ref(order), ACTOR, source, point, dataTime));
  }

  /** A recovery point was sealed. */
  public void sealed(StepOrder order, String point, List<String> vaults) {
    record.appendNow(
        order.runId(), Entries.sealed(clock.instant(), ref(order), ACTOR, point, vaults));
  }

  /** The clock of the RTO stops. */
  public void serviceConfirmed(StepOrder order, String how) {
    record.appendNow(
        order.runId(), Entries.serviceConfirmed(clock.instant(), ref(order), ACTOR, how));
  }

  /** The clock of the RTO runs again. */
  public void serviceWithdrawn(StepOrder order, String why) {
    record.appendNow(
        order.runId(), Entries.serviceWithdrawn(clock.instant(), ref(order), ACTOR, why));
  }

  private static StepRef ref(StepOrder order) {
    return new StepRef(order.step(), order.name(), order.subject());
  }
}
