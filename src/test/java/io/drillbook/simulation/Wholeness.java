package io.drillbook.simulation;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.point.Manifest;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.step.Cancellation;

/** Whether a copy could be restored from, looked at past every bookkeeping. */
final class Wholeness {
  private Wholeness() {}

  static boolean holds(World world, String vault, String point) {
    StampedVault place = world.vaults.get(vault);
    boolean cut = place.isCutOff();
    place.cutOff(false);
    try {
      StoredPoint stored = new StoredPoint(place, "shop", point);
      Manifest manifest =
          stored.manifest(world.ring, world.plan().backup().trustedSigners()).manifest();
      manifest.members().forEach(member -> stored.check(member, new Cancellation(), done -> {}));
      return true;
    } catch (Fault e) {
      return false;
    } finally {
      place.cutOff(cut);
    }
  }
}
