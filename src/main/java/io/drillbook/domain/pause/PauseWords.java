package io.drillbook.domain.pause;

/** The words under which the record tells of pauses. */
public final class PauseWords {
  /** Outcome of a fact: a program of {@code backup.before} is about to run. */
  public static final String BEGINS = "pause begins";

  /** Outcome of a fact: a program of {@code backup.before} ran. */
  public static final String HOLDS = "paused";

  /** Outcome of a fact: a program that was owed ran. */
  public static final String RESUMED = "resumed";

  /** Outcome of a fact: a program that was owed failed; production may stand still. */
  public static final String STILL = "WRITES STILL PAUSED";

  /** Outcome of a fact: a person made good by hand what was owed. */
  public static final String BY_HAND = "resumed by hand";

  /** Outcome of a fact: nothing is paused, because the system lives elsewhere. */
  public static final String ELSEWHERE = "not paused";

  private PauseWords() {}
}
