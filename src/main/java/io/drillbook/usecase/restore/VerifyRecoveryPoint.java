package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.MemberKeys;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.source.Earlier;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.EachMember;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a recovery point back before a byte of it is decrypted: the signature, then size and
 * checksum of each wanted member. A member that is damaged in one vault is looked for in the next.
 * Points that a wanted source rests on are verified in the same way.
 */
public final class VerifyRecoveryPoint {
  private final Vaults vaults;
  private final KeyRing keys;
  private final Function<List<String>, MemberKeys> openers;
  private final BiConsumer<PointWanted, PointState> marks;

  private VerifyRecoveryPoint(
      Vaults vaults,
      KeyRing keys,
      Function<List<String>, MemberKeys> openers,
      BiConsumer<PointWanted, PointState> marks) {
    this.vaults = vaults;
    this.keys = keys;
    this.openers = openers;
    this.marks = marks;
  }

  /** Takes what it works with. */
  public VerifyRecoveryPoint(Vaults vaults, KeyRing keys, CatalogStore catalog, Clock clock) {
    this(
        vaults,
        keys,
        keys::openers,
        (wanted, state) -> {
          if (catalog.find(wanted.system(), wanted.point()).isPresent()) {
            catalog.setState(wanted.system(), wanted.point(), state, clock.instant());
          }
        });
  }

  /** One that keeps no catalog: for a rescue, when there is none any more. */
  public static VerifyRecoveryPoint withoutCatalog(Vaults vaults, KeyRing keys) {
    return new VerifyRecoveryPoint(vaults, keys, keys::openers, (wanted, state) -> {});
  }

  /** One that needs no private key: what it answers can be trusted and not opened. */
  public static VerifyRecoveryPoint withoutOpening(Vaults vaults, KeyRing keys) {
    return new VerifyRecoveryPoint(
        vaults, keys, recipients -> MemberKeys.none(), (wanted, state) -> {});
  }

  /**
   * Verifies. The catalog calls the point verified afterwards if all of it was read, and broken if
   * a member is damaged in every vault.
   *
   * @throws Fault SIGNATURE_INVALID, CHECKSUM_MISMATCH, KEY_MISSING, POINT_UNKNOWN,
   *     VAULT_UNREACHABLE, CANCELLED
   */
  public VerifiedPoint verify(PointWanted wanted, StepContext context) {
    SignedPlaces found = SignedPlaces.find(wanted, vaults, keys);
    Manifest manifest = found.manifest();
    Set<String> sources = sources(wanted, manifest);
    List<Base> bases = bases(wanted, manifest, sources);
    MemberKeys opened = openers.apply(recipients(manifest, bases));
    Map<Member, StoredPoint> places = new ConcurrentHashMap<>();
    read(wanted, found, sources, places, context);
    boolean whole = places.size() == manifest.members().size();
    Map<String, List<Earlier>> earlier = new TreeMap<>();
    List<String> findings = new ArrayList<>(found.findings());
    for (Base base : bases) {
      read(base.wanted(), base.found(), base.wanted().sources(), places, context);
      earlier.computeIfAbsent(base.source(), key -> new ArrayList<>()).add(base.earlier());
      base.found().findings().forEach(it -> findings.add(base.wanted().point() + ": " + it));
    }
    if (whole) {
      marks.accept(wanted, PointState.VERIFIED);
    }
    return new VerifiedPoint(manifest, places, earlier, opened, findings);
  }

  /** A point that a source of the wanted one rests on; verified like that one. */
  private record Base(PointWanted wanted, SignedPlaces found, String source) {
    Earlier earlier() {
      Manifest manifest = found.manifest();
      SourceCapture capture =
          manifest.sources().stream()
              .filter(it -> it.source().equals(source))
              .findFirst()
              .orElseThrow();
      return new Earlier(manifest.point(), capture, manifest.membersOf(source));
    }
  }

  private List<Base> bases(PointWanted wanted, Manifest manifest, Set<String> sources) {
    List<Base> bases = new ArrayList<>();
    for (SourceCapture capture : manifest.sources()) {
      if (sources.contains(capture.source())) {
        for (String point : Lineage.needs(capture.facts())) {
          PointWanted base = wanted.base(point, capture.source());
          SignedPlaces found = SignedPlaces.find(base, vaults, keys);
          sources(base, found.manifest());
          bases.add(new Base(base, found, capture.source()));
        }
      }
    }
    return bases;
  }

  private static List<String> recipients(Manifest manifest, List<Base> bases) {
    Set<String> all = new LinkedHashSet<>(manifest.openers());
    bases.forEach(it -> all.addAll(it.found().manifest().openers()));
    return List.copyOf(all);
  }

  private void read(
      PointWanted wanted,
      SignedPlaces found,
      Set<String> sources,
      Map<Member, StoredPoint> places,
      StepContext context) {
    EachMember.of(
        found.manifest().members().stream().filter(it -> sources.contains(it.source())).toList(),
        context,
        (member, inner) -> places.put(member, goodPlace(wanted, member, found, inner)));
  }

  private StoredPoint goodPlace(
      PointWanted wanted, Member member, SignedPlaces found, StepContext context) {
    Fault damage = null;
    Fault unreachable = null;
    for (StoredPoint place : found.places()) {
      try {
        place.check(
            member,
            context.cancellation(),
            done -> context.progress(member.file(), done, member.storedBytes()));
        return place;
      } catch (Fault e) {
        if (e.code() == FaultCode.CHECKSUM_MISMATCH) {
          damage = e;
        } else if (e.code() == FaultCode.VAULT_UNREACHABLE) {
          unreachable = e;
        } else {
          throw e;
        }
        found.note(e);
      }
    }
    if (unreachable != null || found.missedAny()) {
      throw unreachable != null ? unreachable : damage;
    }
    marks.accept(wanted, PointState.BROKEN);
    throw damage;
  }

  private static Set<String> sources(PointWanted wanted, Manifest manifest) {
    Set<String> all =
        manifest.sources().stream().map(SourceCapture::source).collect(Collectors.toSet());
    List<String> absent = wanted.sources().stream().filter(name -> !all.contains(name)).toList();
    if (!absent.isEmpty()) {
      throw new Fault(
          FaultCode.POINT_UNKNOWN,
          "unable to find the source in the recovery point: '" + absent + "'",
          wanted.point() + " holds " + all + ".");
    }
    return wanted.sources().isEmpty() ? all : wanted.sources();
  }
}
