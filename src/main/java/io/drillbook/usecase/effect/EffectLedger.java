package io.drillbook.usecase.effect;

import io.drillbook.domain.effect.Effect;
import io.drillbook.domain.effect.EffectRow;
import io.drillbook.domain.effect.EffectState;
import io.drillbook.domain.effect.EffectWords;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.EffectStore;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Brings effects about once. A row is written before and after each; where only the first is there,
 * the step was interrupted, and reality is asked before anything is done again. If reality does not
 * tell, a person does.
 */
public final class EffectLedger {
  private static final String ACTOR = "drillbook";
  private static final Set<FaultCode> NOBODY_KNOWS =
      Set.of(FaultCode.CUTOVER_UNKNOWN, FaultCode.FENCE_UNKNOWN, FaultCode.EFFECT_UNKNOWN);

  private final EffectStore store;
  private final RecordStore record;
  private final Clock clock;

  /** A ledger in this store, told of in that record. */
  public EffectLedger(EffectStore store, RecordStore record, Clock clock) {
    this.store = store;
    this.record = record;
    this.clock = clock;
  }

  /** Brings the effect about and says what was seen. */
  @FunctionalInterface
  public interface Action {
    /**
     * Does it.
     *
     * @param step knows the effect's key
     */
    String act(StepContext step);
  }

  /**
   * Sees to it that the effect is there.
   *
   * @param reality asks whether it is there, for an effect that was interrupted
   * @return what was seen
   * @throws Fault EFFECT_UNKNOWN where nobody can tell whether it is there
   */
  public String once(Effect effect, StepContext context, Supplier<Seen> reality, Action action) {
    EffectRow before = store.find(effect).orElse(null);
    if (before == null || before.state() == EffectState.FAILED) {
      return act(effect, context, action);
    }
    if (before.state() == EffectState.DONE) {
      tell(effect, EffectWords.DONE, "done before, not repeated: " + before.detail());
      return before.detail();
    }
    boolean asked = !before.effect().visit().equals(effect.visit());
    Optional<Boolean> answer = asked ? answer(effect) : Optional.empty();
    if (answer.isPresent()) {
      return answer.get()
          ? done(effect, context, "a person says that it is there")
          : act(effect, context, action);
    }
    Seen seen = reality.get();
    return switch (seen.presence()) {
      case THERE -> done(effect, context, "found there after an interruption: " + seen.detail());
      case MISSING -> act(effect, context, action);
      // Whoever sent the run here again, knowing this, wants it done again.
      case UNKNOWN -> asked ? act(effect, context, action) : ask(effect, context, before, seen);
    };
  }

  /** Whether an attempt at this very effect began, and how it ended is not known. */
  public boolean isInDoubt(Effect effect) {
    return store
        .find(effect)
        .filter(row -> row.state() == EffectState.BEGUN || row.state() == EffectState.UNKNOWN)
        .isPresent();
  }

  /** What a run brought about, or tried to, in the order of its begin. */
  public List<EffectRow> of(String runId) {
    return store.of(runId);
  }

  private String act(Effect effect, StepContext context, Action action) {
    context.cancellation().check();
    if (!store.begin(effect, context.attempt(), clock.instant())) {
      throw taken(effect);
    }
    tell(effect, EffectWords.BEGUN, "");
    String detail;
    try {
      detail = action.act(new KeyedStep(context, effect.key()));
    } catch (Fault e) {
      settle(effect, context, e);
      throw e;
    }
    return done(effect, context, detail);
  }

  /** What a person said, after being asked, on whether it is there. */
  private Optional<Boolean> answer(Effect effect) {
    Optional<Boolean> answer = Optional.empty();
    boolean asked = false;
    for (RecordEntry line : record.entries(effect.runId())) {
      EntryDraft entry = line.entry();
      if (entry.outcome().equals(EffectWords.UNKNOWN) && entry.detail("key").equals(effect.key())) {
        asked = true;
        answer = Optional.empty();
      } else if (asked && entry.outcome().equals(EffectWords.ANSWERED)) {
        answer = Optional.of(entry.detail("answer").equals("there"));
      }
    }
    return answer;
  }

  private void settle(Effect effect, StepContext context, Fault fault) {
    if (fault.code() == FaultCode.CANCELLED) {
      // Half-way: the row stays as a crash would leave it.
      return;
    }
    boolean unknown = NOBODY_KNOWS.contains(fault.code());
    store.end(
        effect,
        context.attempt(),
        unknown ? EffectState.UNKNOWN : EffectState.FAILED,
        clock.instant(),
        fault.getMessage());
    tell(effect, unknown ? EffectWords.UNKNOWN : EffectWords.FAILED, fault.getMessage());
  }

  private String done(Effect effect, StepContext context, String detail) {
    if (!store.end(effect, context.attempt(), EffectState.DONE, clock.instant(), detail)) {
      throw taken(effect);
    }
    tell(effect, EffectWords.DONE, detail);
    return detail;
  }

  private String ask(Effect effect, StepContext context, EffectRow before, Seen seen) {
    store.end(effect, context.attempt(), EffectState.UNKNOWN, clock.instant(), seen.detail());
    tell(effect, EffectWords.UNKNOWN, seen.detail());
    throw new Fault(
        FaultCode.EFFECT_UNKNOWN,
        "unable to tell whether the step took effect: '" + effect.name() + "'",
        "It began at "
            + before.begunAt()
            + " and was interrupted; asked: "
            + seen.detail()
            + ". Look whether it is there, or still going on, before it is done again (key "
            + effect.key()
            + ").");
  }

  private void tell(Effect effect, String outcome, String detail) {
    record.appendNow(
        effect.runId(),
        Entries.fact(
            clock.instant(),
            effect.step(),
            ACTOR,
            outcome,
            detail.isEmpty()
                ? Map.of("effect", effect.name(), "key", effect.key())
                : Map.of("effect", effect.name(), "key", effect.key(), "detail", detail)));
  }

  private static Fault taken(Effect effect) {
    return new Fault(
        FaultCode.CANCELLED,
        "unable to go on with the effect: '" + effect.name() + "'",
        "A newer attempt has taken the step over; its run says more.");
  }
}
