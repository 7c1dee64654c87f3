package io.drillbook.domain.point;

/**
 * How far a recovery point can be trusted; a state is only ever left for the next one, or for
 * {@code BROKEN} or {@code MISSING}.
 */
public enum PointState {
  /** Members are being written; nothing may use it. */
  CAPTURING,
  /** Complete and signed. */
  SEALED,
  /** Read back from the vault: signature and checksums hold. */
  VERIFIED,
  /** Restored and checked by a drill, a restore or an incident. */
  PROVEN,
  /** Found damaged. */
  BROKEN,
  /**
   * Its last whole copy is gone from the vaults, and no expiry removed it; found again, it is
   * sealed again.
   */
  MISSING
}
