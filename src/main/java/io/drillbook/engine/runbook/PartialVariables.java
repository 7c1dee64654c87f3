package io.drillbook.engine.runbook;

/** Process variables about points that lack something, and about pauses; as {@link Variables}. */
public final class PartialVariables {
  /**
   * Sources that the chosen point lacks and that are left out, separated by commas. Written by the
   * selection; read by the waves.
   */
  public static final String LEFT_OUT = "leftOut";

  /**
   * Why a restore goes on without what its point lacks. Written at the start or with a decision;
   * read by the selection.
   */
  public static final String WITHOUT_REASON = "withoutReason";

  /** retry or by-hand. Written by a form; read by the step that resumes writes. */
  public static final String RESUMED = "resumed";

  private PartialVariables() {}
}
