package io.drillbook.spi.vault;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a store was found to do when it was tried, whatever its maker says.
 *
 * @param answers for each ability what the trial showed
 * @param clockAhead how far the store's clock is ahead of ours; negative where it is behind
 */
public record VaultProbe(Map<Ability, Answer> answers, Duration clockAhead) {
  public VaultProbe {
    Map<Ability, Answer> all = new EnumMap<>(Ability.class);
    for (Ability ability : Ability.values()) {
      all.put(ability, answers.getOrDefault(ability, Answer.UNKNOWN));
    }
    answers = Map.copyOf(all);
  }

  /** Whether the trial showed the ability. */
  public boolean has(Ability ability) {
    return answers.get(ability) == Answer.YES;
  }

  /** Something that a store may or may not do. */
  public enum Ability {
    /** Of two writers of one key exactly one succeeds. Without it no recovery point is safe. */
    CONDITIONAL_CREATE,
    /** Refuses bytes whose checksum is not the one that was sent along. */
    CHECKSUMS,
    /** Keeps what a delete or an overwrite hides. */
    VERSIONING,
    /** Refuses to remove what is retained, whoever asks. */
    OBJECT_LOCK,
    /** Lists an object as soon as its write was answered. */
    LIST_AFTER_WRITE
  }

  /** What a trial showed. */
  public enum Answer {
    YES,
    NO,
    /** It could not be tried, for lack of rights for instance. */
    UNKNOWN
  }
}
