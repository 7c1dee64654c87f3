package io.drillbook.testbed;

import java.time.Duration;

/**
 * What goes wrong with one request on its way to a store or with the answer on its way back.
 *
 * @param at the byte of the body at which it does
 */
public record Disturbance(Kind kind, long at, Duration late) {
  enum Kind {
    NONE,
    CUT_REQUEST,
    ALTER_REQUEST,
    LOSE_ANSWER,
    CUT_ANSWER,
    ALTER_ANSWER,
    LATE_ANSWER,
    SLOW_DOWN
  }

  static final Disturbance NONE = of(Kind.NONE, 0);

  /** The connection breaks when so many bytes of the body were passed on. */
  public static Disturbance cutRequest(long at) {
    return of(Kind.CUT_REQUEST, at);
  }

  /** One bit of what is sent is not what the store gets. */
  public static Disturbance alterRequest(long at) {
    return of(Kind.ALTER_REQUEST, at);
  }

  /** The store does what it was asked, and its answer never comes: the connection breaks. */
  public static Disturbance loseAnswer() {
    return of(Kind.LOSE_ANSWER, 0);
  }

  /** The connection breaks after so many bytes of the answer's body. */
  public static Disturbance cutAnswer(long at) {
    return of(Kind.CUT_ANSWER, at);
  }

  /** One bit of what comes back is not what the store sent. */
  public static Disturbance alterAnswer(long at) {
    return of(Kind.ALTER_ANSWER, at);
  }

  /** The store does what it was asked; its answer comes late. */
  public static Disturbance lateAnswer(Duration late) {
    return new Disturbance(Kind.LATE_ANSWER, 0, late);
  }

  /** The store never hears of it: 503 SlowDown. */
  public static Disturbance slowDown() {
    return of(Kind.SLOW_DOWN, 0);
  }

  private static Disturbance of(Kind kind, long at) {
    return new Disturbance(kind, at, Duration.ZERO);
  }

  boolean is(Kind other) {
    return kind == other;
  }
}
