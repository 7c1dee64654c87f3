package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.domain.readiness.CheckFinding.Grade;
import java.util.function.Supplier;

/**
 * One question of a check.
 *
 * @param subject what is looked at, such as {@code source db}
 * @param what what is asked, such as {@code answers}
 * @param ask looks; may take seconds, and may throw what a step of a recovery would throw
 */
public record Question(String subject, String what, Supplier<Answer> ask) {
  /**
   * What was seen.
   *
   * @param hint what to do about it; empty where nothing is to be done
   */
  public record Answer(Grade grade, String detail, String hint) {}

  static Answer good(String detail) {
    return new Answer(Grade.GOOD, detail, "");
  }

  static Answer warn(String detail, String hint) {
    return new Answer(Grade.WARN, detail, hint);
  }

  static Answer bad(String detail, String hint) {
    return new Answer(Grade.BAD, detail, hint);
  }

  CheckFinding finding(Answer answer) {
    return new CheckFinding(subject, what, answer.grade(), answer.detail(), answer.hint());
  }
}
