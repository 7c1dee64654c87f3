package io.drillbook.domain.effect;

/** How far an effect came. */
public enum EffectState {
  /** It may be there or not: its step is at it, or was interrupted. */
  BEGUN,
  /** It is there. */
  DONE,
  /** The attempt ended and says that it failed. */
  FAILED,
  /** It could not be told whether it is there; a person was asked. */
  UNKNOWN
}
