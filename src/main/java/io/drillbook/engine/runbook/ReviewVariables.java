package io.drillbook.engine.runbook;

/** The process variables of a drill's review; the rules are those of {@link Variables}. */
public final class ReviewVariables {
  /** complete or review. Written when a drill's record is checked; read by the gateway. */
  public static final String CLOSING = "drillClosing";

  /** The group that reviews. Written when a drill's record is checked; read when it is asked. */
  public static final String FROM = "reviewFrom";

  /**
   * What must be answered, ids separated by commas. Written when a drill's record is checked; read
   * by the form's guard.
   */
  public static final String REQUIRED = "reviewRequired";

  /** yes or no: whether the drill was announced. Written by the form; read by the record. */
  public static final String ANNOUNCED = "announced";

  /** What was assumed. Written by the form; read by the record. */
  public static final String ASSUMPTIONS = "assumptions";

  /** When it counts as passed. Written by the form; read by the record. */
  public static final String SUCCESS_CRITERIA = "successCriteria";

  /** Who looked on. Written by the form; read by the record. */
  public static final String OBSERVERS = "observers";

  /** Which key person was assumed absent. Written by the form; read by the record. */
  public static final String ABSENT_KEY_PERSON = "absentKeyPerson";

  /** What was learnt. Written by the form; read by the record. */
  public static final String LESSONS = "lessons";

  /** Who ran the drill. Written by the form; read by the record. */
  public static final String AUTHOR = "author";

  /** Who of the management takes note. Written by the form; read by the record. */
  public static final String MANAGEMENT = "management";

  private ReviewVariables() {}
}
