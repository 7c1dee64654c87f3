package io.drillbook.usecase.effect;

import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.cutover.FenceState;
import io.drillbook.spi.cutover.FenceState.Hold;

/**
 * What reality shows of an effect that was interrupted.
 *
 * @param detail what was seen, in words
 */
public record Seen(Presence presence, String detail) {
  /** Whether the effect is there. */
  public enum Presence {
    THERE,
    MISSING,
    UNKNOWN
  }

  /** Nobody can be asked. */
  public static Seen nobodyToAsk() {
    return new Seen(Presence.UNKNOWN, "nothing can be asked whether it is there");
  }

  /** It may be brought about again: a second time harms nobody. */
  public static Seen repeatable() {
    return new Seen(Presence.MISSING, "doing it again harms nobody");
  }

  /** Traffic as it was found, where it was to go to that place. */
  public static Seen of(CutoverState state, Place wanted) {
    if (state.place() == Place.UNKNOWN) {
      return new Seen(Presence.UNKNOWN, state.detail());
    }
    return new Seen(state.place() == wanted ? Presence.THERE : Presence.MISSING, state.detail());
  }

  /** A fence as it was found, where it was to hold or to be gone. */
  public static Seen of(FenceState state, Hold wanted) {
    boolean told = state.hold() == Hold.FENCED || state.hold() == Hold.OPEN;
    if (!told) {
      return new Seen(Presence.UNKNOWN, state.detail());
    }
    return new Seen(state.hold() == wanted ? Presence.THERE : Presence.MISSING, state.detail());
  }
}
