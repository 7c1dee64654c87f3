package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.LeftoverRule;
import io.drillbook.domain.point.PointState;
import io.drillbook.pipeline.PointLayout;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Removes what dead backups of a system left in its vaults: points that were never sealed and are
 * old by the vault's own clock. A signature that cannot be checked here still keeps its point.
 */
public final class CleanLeftovers {
  private static final Logger LOG = System.getLogger(CleanLeftovers.class.getName());

  private final Vaults vaults;
  private final CatalogStore catalog;

  /** Takes what it works with. */
  public CleanLeftovers(Vaults vaults, CatalogStore catalog) {
    this.vaults = vaults;
    this.catalog = catalog;
  }

  /** What is known of one point in one vault. */
  private static final class Found {
    private boolean signed;
    private boolean stored;
    private Optional<Instant> lease = Optional.empty();
    private Instant newest = Instant.MIN;

    private void see(Vault.Entry entry) {
      newest = entry.modifiedAt().isAfter(newest) ? entry.modifiedAt() : newest;
    }
  }

  /**
   * Removes them; a vault that does not answer or does not let us is passed over.
   *
   * @param current the point that is being captured now: the time of its lease is the vault's time
   * @return by {@code <vault>/<point>} what became of it, in words
   */
  public Map<String, String> clean(ProtectionPlan plan, String current) {
    Map<String, String> done = new TreeMap<>();
    for (String name : plan.backup().vaults()) {
      try {
        clean(vaults.vault(name), plan.system(), current, done);
      } catch (Fault e) {
        done.put(name, e.getMessage());
      }
    }
    return done;
  }

  private void clean(Vault vault, String system, String current, Map<String, String> done) {
    Map<String, Found> points = look(vault, system);
    Found own = points.remove(current);
    if (own == null) {
      // Without a lease of our own nobody tells the vault's time.
      return;
    }
    List<String> sealed = new ArrayList<>();
    points.forEach(
        (point, found) -> {
          if (found.signed || isKnownAsSealed(system, point)) {
            found
                .lease
                .filter(lease -> LeftoverRule.isOld(lease, own.newest))
                .ifPresent(lease -> sealed.add(point));
          } else if (LeftoverRule.mayBeRemoved(found.signed, found.newest, own.newest)) {
            done.put(vault.name() + "/" + point, remove(vault, system, point, found));
          }
        });
    release(vault, system, sealed);
  }

  /** Leases of points that were sealed by a server that died then; they harm nobody. */
  private static void release(Vault vault, String system, List<String> points) {
    for (String point : points) {
      try {
        PointLease.remove(vault, system, point);
      } catch (Fault e) {
        // Many a vault's writer may not delete: to be refused once is enough.
        LOG.log(Level.DEBUG, "old leases stay in ''{0}'': {1}", vault.name(), e.getMessage());
        return;
      }
    }
  }

  private static Map<String, Found> look(Vault vault, String system) {
    Map<String, Found> points = new TreeMap<>();
    String leases = PointLease.folder(system);
    for (Vault.Entry entry : vault.list(leases)) {
      Found found =
          points.computeIfAbsent(entry.key().substring(leases.length()), point -> new Found());
      found.see(entry);
      found.lease = Optional.of(entry.modifiedAt());
    }
    String folder = system + "/";
    for (Vault.Entry entry : vault.list(folder)) {
      String[] names = entry.key().substring(folder.length()).split("/", 2);
      // A log, or whatever else is reserved, is no point that was never sealed.
      if (names.length == 2 && !names[0].startsWith("_")) {
        Found found = points.computeIfAbsent(names[0], point -> new Found());
        found.see(entry);
        found.stored = true;
        found.signed |= names[1].equals(PointLayout.SIGNATURE);
      }
    }
    return points;
  }

  /** Then its copy here is only behind, and whoever catches it up needs what is there. */
  private boolean isKnownAsSealed(String system, String point) {
    return catalog
        .find(system, point)
        .filter(known -> known.state() != PointState.CAPTURING)
        .isPresent();
  }

  private static String remove(Vault vault, String system, String point, Found found) {
    try {
      StoredPoint place = new StoredPoint(vault, system, point);
      // Asked once more: it may have been sealed since it was listed.
      if (place.hasSignature()) {
        return "kept, it was sealed meanwhile";
      }
      place.remove("");
      PointLease.remove(vault, system, point);
      return found.stored ? "removed, it was never sealed" : "removed, only a lease was left";
    } catch (Fault e) {
      return e.getMessage();
    }
  }
}
