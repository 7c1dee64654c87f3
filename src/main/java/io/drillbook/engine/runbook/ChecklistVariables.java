package io.drillbook.engine.runbook;

/** The process variables of a cutover's checklists; the rules are those of {@link Variables}. */
public final class ChecklistVariables {
  /**
   * Which moving of traffic in the run this is. Written by the cutover; read by the step that moves
   * traffic and by the checklists between.
   */
  public static final String MOVE = "move";

  /**
   * The number of the cutover's step that a person does next, or none. Written by the step that
   * moves traffic; read by the gateway behind it.
   */
  public static final String PART = "checklistPart";

  /** Its lines, one a line. Written by the step that moves traffic; read when the task opens. */
  public static final String LINES = "checklist";

  /**
   * Begins the names of the lines of a checklist in its form, {@code item1} …, empty where it has
   * fewer. Written when the task opens, local to it.
   */
  public static final String ITEM = "item";

  /**
   * Begins the names of the ticks of a checklist in its form, {@code done1} …, Booleans. Written by
   * the form, local to its task; read by the record.
   */
  public static final String DONE = "done";

  private ChecklistVariables() {}
}
