package io.drillbook.domain.effect;

/** The words under which the record tells of effects. */
public final class EffectWords {
  /** Outcome of a fact: an effect outside is being brought about from here on. */
  public static final String BEGUN = "effect-begun";

  /** Outcome of a fact: an effect outside is there. */
  public static final String DONE = "effect-done";

  /** Outcome of a fact: an effect outside was tried and failed. */
  public static final String FAILED = "effect-failed";

  /** Outcome of a fact: nobody can tell whether an effect outside is there; a person is asked. */
  public static final String UNKNOWN = "effect-unknown";

  /** Outcome of a fact: a person said whether an effect is there. */
  public static final String ANSWERED = "effect-answered";

  private EffectWords() {}
}
