package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.pipeline.KeptMembers;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.PointLayout;
import io.drillbook.pipeline.Recipients;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.source.Basis;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.SourceDrivers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Captures one source of a system into every vault of its plan, in one pass. Members are committed
 * only after the driver returned, which it does only when every process ended well. Safe to run
 * again after a crash at any point, as long as the recovery point is not sealed.
 */
public final class CaptureSource {
  private final SourceDrivers drivers;
  private final Vaults vaults;
  private final KeyRing keys;
  private final CatalogStore catalog;
  private final Optional<KeptMembers> kept;

  /** Takes what it works with; without a place to keep lists, each capture is a full one. */
  public CaptureSource(SourceDrivers drivers, Vaults vaults, KeyRing keys, CatalogStore catalog) {
    this(drivers, vaults, keys, catalog, Optional.empty());
  }

  /**
   * Takes what it works with.
   *
   * @param kept what captures that build on earlier ones compare with
   */
  public CaptureSource(
      SourceDrivers drivers,
      Vaults vaults,
      KeyRing keys,
      CatalogStore catalog,
      Optional<KeptMembers> kept) {
    this.kept = kept;
    this.drivers = drivers;
    this.vaults = vaults;
    this.keys = keys;
    this.catalog = catalog;
  }

  /**
   * Captures a source into an unsealed recovery point; leaves nothing of it behind on failure.
   *
   * @throws Fault CAPTURE_FAILED, KEY_MISSING, VAULT_UNREACHABLE, DISK_FULL, NOT_ALLOWED where the
   *     point is sealed, CANCELLED, and whatever the driver can explain
   */
  public CaptureOutcome capture(
      ProtectionPlan plan, String source, String point, StepContext context) {
    return capture(plan, source, plan.source(source).settings(), point, context);
  }

  /**
   * The same from where the source lives now.
   *
   * @param where its settings there
   * @throws Fault as the other
   */
  public CaptureOutcome capture(
      ProtectionPlan plan, String source, Settings where, String point, StepContext context) {
    SourceDriver driver = drivers.driver(plan.source(source).kind());
    Recipients recipients = keys.recipients(plan.backup().encryptTo());
    VaultFailures failures = new VaultFailures(plan.backup().required());
    List<StoredPoint> places = clear(plan, source, point, failures);
    CaptureSink sink = new CaptureSink(source, places, failures, recipients, keys, context);
    Optional<KeepingSink> keeping =
        kept.map(
            it -> {
              FindBasis basis = new FindBasis(vaults, keys, catalog, it, context.cancellation());
              Supplier<Basis> find = () -> basis.find(plan, source, point, left(places, failures));
              return new KeepingSink(sink, it, find, plan.system(), source, point);
            });
    try {
      MemberSink into = keeping.<MemberSink>map(it -> it).orElse(sink);
      SourceCapture capture = driver.capture(source, where, into, context);
      context.cancellation().check();
      List<Member> members = sink.members();
      sink.commit();
      keeping.ifPresent(KeepingSink::commit);
      failures.requireOneOf(plan.backup().vaults());
      catalog.saveCapture(plan.system(), point, capture, members);
      return new CaptureOutcome(capture, members, failures.reasons());
    } catch (RuntimeException e) {
      keeping.ifPresent(KeepingSink::discard);
      throw undo(e, sink, failures, context);
    } catch (Error e) {
      keeping.ifPresent(KeepingSink::discard);
      sink.discard();
      throw e;
    }
  }

  private static List<String> left(List<StoredPoint> places, VaultFailures failures) {
    return places.stream().map(StoredPoint::vault).filter(it -> !failures.isDropped(it)).toList();
  }

  /** Removes what an earlier attempt may have committed: it would be in the way of this one. */
  private List<StoredPoint> clear(
      ProtectionPlan plan, String source, String point, VaultFailures failures) {
    List<StoredPoint> places = new ArrayList<>();
    for (String name : plan.backup().vaults()) {
      failures.attempt(name, () -> places.add(place(name, plan.system(), point)));
    }
    for (StoredPoint place : places) {
      boolean[] sealed = new boolean[1];
      failures.attempt(place.vault(), () -> sealed[0] = place.hasSignature());
      if (sealed[0]) {
        throw new Fault(
            FaultCode.NOT_ALLOWED,
            "unable to capture into a sealed recovery point: '" + point + "'",
            "A sealed point is never changed; start a new backup.");
      }
    }
    places.forEach(
        place ->
            failures.attempt(
                place.vault(), () -> place.withdraw(PointLayout.memberPrefix(source))));
    return places;
  }

  private StoredPoint place(String vault, String system, String point) {
    return new StoredPoint(vaults.vault(vault), system, point);
  }

  private static RuntimeException undo(
      RuntimeException cause, CaptureSink sink, VaultFailures failures, StepContext context) {
    RuntimeException answer = explain(cause, failures, context);
    try {
      sink.discard();
    } catch (RuntimeException e) {
      answer.addSuppressed(e);
    }
    return answer;
  }

  /** What broke the stream says more than the driver that found it broken. */
  private static RuntimeException explain(
      RuntimeException cause, VaultFailures failures, StepContext context) {
    try {
      context.cancellation().check();
      failures.requireAll();
    } catch (Fault deeper) {
      if (deeper != cause) {
        deeper.addSuppressed(cause);
      }
      return deeper;
    }
    return cause;
  }
}
