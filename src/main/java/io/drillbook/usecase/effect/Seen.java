package io.drillbook.usecase.effect;

import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;

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
}
