package io.drillbook.usecase.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Copies;
import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.point.PointState;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.SignedManifest;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.CopyStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.check.RepairedCopy.Result;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a vault's copy of a recovery point whole, whether it is damaged, gone or was never there:
 * stored bytes come from vaults that hold them as they were sealed, member by member. Safe to run
 * again after a crash at any point, and beside another one.
 */
public final class RepairCopy {
  private final Vaults vaults;
  private final CatalogStore catalog;
  private final CopyStore copies;
  private final ListCopies list;
  private final Clock clock;
  private final PointFolder folders;

  /**
   * Takes what it works with.
   *
   * @param tool name and version of this program, as it stands in manifests
   */
  public RepairCopy(
      SourceDrivers drivers,
      Vaults vaults,
      KeyRing keys,
      CatalogStore catalog,
      CopyStore copies,
      ListCopies list,
      Clock clock,
      String tool) {
    this.vaults = vaults;
    this.catalog = catalog;
    this.copies = copies;
    this.list = list;
    this.clock = clock;
    this.folders = new PointFolder(drivers, keys, catalog, tool);
  }

  /**
   * Repairs it and keeps what became of it. Where no vault holds what is missing, and every one
   * answered, the catalog calls the point broken.
   *
   * @throws Fault POINT_UNKNOWN where the catalog has no such point any more; KEY_MISSING where the
   *     signer's public key cannot be read; CANCELLED
   */
  public RepairedCopy repair(ProtectionPlan plan, PointCopy copy, StepContext context) {
    RepairedCopy first = attempt(plan, copy, context);
    if (first.result() != Result.LOST) {
      return first;
    }
    // This verdict is for good, and a read that went wrong once looks the same.
    RepairedCopy second = attempt(plan, first.copy(), context);
    if (second.result() == Result.LOST) {
      catalog.setState(copy.system(), copy.point(), PointState.BROKEN, clock.instant());
    }
    return new RepairedCopy(
        second.copy(),
        copy.state(),
        second.result(),
        second.written(),
        second.why(),
        first.alsoDamaged());
  }

  private RepairedCopy attempt(ProtectionPlan plan, PointCopy copy, StepContext context) {
    CatalogPoint point = catalog.find(copy.system(), copy.point()).orElseThrow(() -> gone(copy));
    requireStanding(copy);
    GoodSources sources = sources(plan, point, copy, context);
    List<String> written = new ArrayList<>();
    Result result = Result.WHOLE;
    String why = "";
    try {
      List<String> lost = mend(plan, copy, sources, written, context);
      if (!lost.isEmpty()) {
        result = sources.unreachable().isPresent() ? Result.UNREACHABLE : Result.LOST;
        why = "no vault that answers holds " + lost;
      }
    } catch (Mending.Refusal e) {
      result = Result.REFUSED;
      why = e.getMessage();
    } catch (Fault e) {
      result = unreachable(e);
      why = e.getMessage();
    }
    if (!list.stands(copy.system(), copy.point())) {
      // Retention cleared this vault before the copy got there: nobody would ever remove it.
      place(copy, copy.vault()).remove("");
      throw gone(copy);
    }
    Map<String, String> damaged = markDamaged(plan, point, sources);
    PointCopy now = keep(point, copy, result, why);
    return new RepairedCopy(now, copy.state(), result, written, why, damaged);
  }

  /** What no vault holds; empty where the copy is whole now. */
  private List<String> mend(
      ProtectionPlan plan,
      PointCopy copy,
      GoodSources sources,
      List<String> written,
      StepContext context)
      throws Mending.Refusal {
    StoredPoint place = place(copy, copy.vault());
    Optional<SignedManifest> signed = sources.signed().or(() -> manifest(plan, place));
    if (signed.isEmpty()) {
      return List.of("the signed manifest");
    }
    Mending mending = new Mending(place, sources, signed.get(), folders, context);
    try {
      mending.run(plan);
    } finally {
      written.addAll(mending.written());
    }
    return mending.lost();
  }

  /** Good copies first, then whatever else may hold a good member. */
  private GoodSources sources(
      ProtectionPlan plan, CatalogPoint point, PointCopy copy, StepContext context) {
    List<PointCopy> all = Copies.of(plan, List.of(point), copies.of(point.system()));
    Set<String> good = new LinkedHashSet<>();
    all.stream().filter(c -> c.state() == CopyState.GOOD).forEach(c -> good.add(c.vault()));
    Set<String> others = new LinkedHashSet<>(good);
    all.forEach(c -> others.add(c.vault()));
    others.addAll(point.vaults());
    others.retainAll(vaults.names());
    others.remove(copy.vault());
    GoodSources sources = new GoodSources(context);
    for (String vault : others) {
      sources.add(plan, place(copy, vault), good.contains(vault), folders);
    }
    return sources;
  }

  private Optional<SignedManifest> manifest(ProtectionPlan plan, StoredPoint place) {
    return place.isEmpty() ? Optional.empty() : folders.manifest(plan, place, new Findings());
  }

  /** Copies that were held to be good and are not; what is only behind is no news. */
  private Map<String, String> markDamaged(
      ProtectionPlan plan, CatalogPoint point, GoodSources sources) {
    Map<String, String> news = new TreeMap<>();
    for (PointCopy other : Copies.of(plan, List.of(point), copies.of(point.system()))) {
      String what = sources.damaged().get(other.vault());
      if (what != null && other.state() == CopyState.GOOD) {
        copies.save(other.found(CopyState.BAD, Optional.of(clock.instant()), what));
        news.put(other.vault(), what);
      }
    }
    return news;
  }

  private PointCopy keep(CatalogPoint point, PointCopy copy, Result result, String why) {
    Instant at = clock.instant();
    if (result != Result.WHOLE) {
      PointCopy now = copy.found(copy.state(), Optional.empty(), why);
      copies.save(now);
      return now;
    }
    List<String> where = new ArrayList<>(point.vaults());
    if (!where.contains(copy.vault())) {
      where.add(copy.vault());
      catalog.seal(point.system(), point.point(), point.sealedAt().orElse(at), where);
    }
    PointCopy now = copy.made(at);
    copies.save(now);
    return now;
  }

  private StoredPoint place(PointCopy copy, String vault) {
    return new StoredPoint(vaults.vault(vault), copy.system(), copy.point());
  }

  private static Result unreachable(Fault e) {
    return switch (e.code()) {
      case VAULT_UNREACHABLE, DISK_FULL, CREDENTIALS_REFUSED, PERMISSION_DENIED ->
          Result.UNREACHABLE;
      default -> throw e;
    };
  }

  private void requireStanding(PointCopy copy) {
    if (!list.stands(copy.system(), copy.point())) {
      throw gone(copy);
    }
  }

  private static Fault gone(PointCopy copy) {
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to repair a copy of a point that is not there any more: '" + copy.point() + "'",
        "Retention removes it.");
  }
}
