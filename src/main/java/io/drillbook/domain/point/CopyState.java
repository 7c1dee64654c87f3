package io.drillbook.domain.point;

/** What is known of one vault's copy of a recovery point. */
public enum CopyState {
  /** Whole when it was last written or read. */
  GOOD,
  /** Found damaged: bytes differ, are cut or gone, or the signature does not hold. */
  BAD,
  /** It was there once, and nothing of it is there any more. */
  MISSING,
  /** Not there yet: the vault failed during the backup, or was added to the plan later. */
  BEHIND;

  /** Whether the vault needs a copy from another one. */
  public boolean wantsRepair() {
    return this != GOOD;
  }
}
