package io.drillbook.domain.readiness;

import io.drillbook.domain.fault.Fault;
import java.util.Locale;
import java.util.Objects;

/**
 * What one check of readiness found.
 *
 * @param subject what was looked at, such as {@code source db}
 * @param what what was asked, such as {@code answers}
 * @param detail what was seen; never a secret
 * @param hint what to do about it; empty where nothing is to be done
 */
public record CheckFinding(String subject, String what, Grade grade, String detail, String hint) {
  public CheckFinding {
    Objects.requireNonNull(subject);
    Objects.requireNonNull(what);
    Objects.requireNonNull(grade);
    Objects.requireNonNull(detail);
    Objects.requireNonNull(hint);
  }

  /** How good it is. */
  public enum Grade {
    /** As it should be. */
    GOOD,
    /** Somebody should know; a recovery does not fail on it, or it could not be told. */
    WARN,
    /** A recovery would fail on it, or lose more than is promised. */
    BAD;

    /** The word in answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** It is as it should be. */
  public static CheckFinding good(String subject, String what, String detail) {
    return new CheckFinding(subject, what, Grade.GOOD, detail, "");
  }

  /** Somebody should know. */
  public static CheckFinding warn(String subject, String what, String detail, String hint) {
    return new CheckFinding(subject, what, Grade.WARN, detail, hint);
  }

  /** A recovery would fail on it. */
  public static CheckFinding bad(String subject, String what, String detail, String hint) {
    return new CheckFinding(subject, what, Grade.BAD, detail, hint);
  }

  /** A recovery would fail on it, as a step of it would say. */
  public static CheckFinding bad(String subject, String what, Fault fault) {
    return bad(subject, what, fault.getMessage(), fault.hint());
  }

  /** Whether it makes the plan not ready. */
  public boolean isBad() {
    return grade == Grade.BAD;
  }

  /** Names the question, the same from check to check. */
  public String key() {
    return subject + ": " + what;
  }

  /** One line for people. */
  public String inWords() {
    return key() + ": " + detail;
  }
}
