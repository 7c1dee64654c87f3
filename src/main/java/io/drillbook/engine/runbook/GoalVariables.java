package io.drillbook.engine.runbook;

/** What people are asked, and answer, about how far logs are replayed. */
public final class GoalVariables {
  /** Another goal than until, or none. Written with a decision; read when it is applied. */
  public static final String DECISION_UNTIL = "decisionUntil";

  /** Answer to {@link #DECISION_UNTIL}: the recovery point as it is, nothing is replayed. */
  public static final String NONE = "none";

  /** Whether a source keeps a log that can be replayed. Written when a task opens, local to it. */
  public static final String LOG_KEPT = "logKept";

  private GoalVariables() {}
}
