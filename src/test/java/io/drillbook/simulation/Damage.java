package io.drillbook.simulation;

import java.time.Duration;
import java.time.Instant;

/** A copy that the test damaged, until the product has found it. */
final class Damage {
  final String vault;
  final String point;
  final String kind;
  final Instant at;
  private final String file;
  private int checksInVain;

  Damage(String vault, String point, String kind, String file, Instant at) {
    this.vault = vault;
    this.point = point;
    this.kind = kind;
    this.file = file;
    this.at = at;
  }

  boolean isOf(String point, String vault) {
    return this.point.equals(point) && this.vault.equals(vault);
  }

  /** A check ran that could not reach the vault. */
  void checkedInVain() {
    checksInVain++;
  }

  /**
   * By when it must be found, in true time, whatever the server's clock showed: within the period,
   * even if one check fails. Each further one that reaches nothing puts it off until the next.
   */
  Duration limit() {
    int excused = Math.max(0, checksInVain - 1);
    return SimulatedPlan.READ_WITHIN.plus(SimulatedPlan.CHECK_INTERVAL.multipliedBy(excused));
  }

  Duration age(Instant world) {
    return Duration.between(at, world);
  }

  @Override
  public String toString() {
    return kind
        + " at "
        + at
        + ": "
        + vault
        + "/"
        + point
        + "/"
        + file
        + ", checks in vain: "
        + checksInVain;
  }
}
