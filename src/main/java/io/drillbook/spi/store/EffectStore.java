package io.drillbook.spi.store;

import io.drillbook.domain.effect.Effect;
import io.drillbook.domain.effect.EffectRow;
import io.drillbook.domain.effect.EffectState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The ledger of effects outside. Each write is a transaction of its own: a crash hides none. */
public interface EffectStore {
  /** The row of that effect, whichever visit wrote it. */
  Optional<EffectRow> find(Effect effect);

  /**
   * Notes that the effect is being brought about from now on.
   *
   * @return false where a newer attempt has it already: then nothing may be done
   */
  boolean begin(Effect effect, int attempt, Instant at);

  /**
   * Notes how it ended.
   *
   * @return false where a newer attempt has it by now
   */
  boolean end(Effect effect, int attempt, EffectState state, Instant at, String detail);

  /** All effects of a run, in the order of their begin. */
  List<EffectRow> of(String runId);
}
