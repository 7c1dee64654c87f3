package io.drillbook.engine.runbook;

/**
 * The process variables of a move that does not come off; the rules are those of {@link Variables}.
 */
public final class FailoverVariables {
  /**
   * Whether the side that traffic was to go to may have been opened for it: yes or no. Written by
   * the caller; read by the gateway that has it shut again.
   */
  public static final String MOVE_BEGAN = "moveBegan";

  /**
   * off, shut-again, open-anyway or leave: what about the side without the traffic. Written by a
   * form; read by the gateway and the step behind it.
   */
  public static final String OTHER_SIDE = "otherSide";

  /** serves or shut: how the side with the traffic was left. Mapped; read by the caller. */
  public static final String SERVING = "serving";

  /**
   * Whether traffic is known to have arrived at the side that it is to leave again: yes or no.
   * Written by the caller; read by the gateway that may let that side serve.
   */
  public static final String ARRIVED = "arrived";

  /** stays or rolled-back: what became of traffic that was sent. Mapped; read by the caller. */
  public static final String SETTLED = "settled";

  private FailoverVariables() {}
}
