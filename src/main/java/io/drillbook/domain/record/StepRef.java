package io.drillbook.domain.record;

/**
 * A step as the record names it.
 *
 * @param id the model's element id, or empty where a line belongs to the run as a whole
 * @param name the step in words, as a person reads it
 * @param subject tells apart copies of one step that go on side by side, such as the source that is
 *     restored; empty where there is only one
 */
public record StepRef(String id, String name, String subject) {
  /** A step of which only one goes on at a time. */
  public static StepRef of(String id, String name) {
    return new StepRef(id, name, "");
  }

  /** The run as a whole. */
  public static StepRef wholeRun(String name) {
    return new StepRef("", name, "");
  }
}
