package io.drillbook.usecase.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.SignedManifest;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The other vaults' copies of a point, of which nothing is believed: each byte that comes from here
 * was compared with the signed manifest.
 */
final class GoodSources {
  private final List<StoredPoint> places = new ArrayList<>();
  private final Map<String, String> damaged = new TreeMap<>();
  private final StepContext context;
  private SignedManifest signed;
  private Fault unreachable;

  GoodSources(StepContext context) {
    this.context = context;
  }

  /** Adds a copy; one without the signed manifest of the point still may hold good members. */
  void add(ProtectionPlan plan, StoredPoint place, boolean wanted, PointFolder folders) {
    try {
      if (place.isEmpty()) {
        if (wanted) {
          damaged.put(place.vault(), "nothing of it is in the vault");
        }
        return;
      }
      Findings found = new Findings();
      Optional<SignedManifest> manifest = folders.manifest(plan, place, found);
      if (manifest.isPresent() && signed == null) {
        signed = manifest.get();
      }
      if (manifest.isEmpty() && wanted) {
        damaged.put(place.vault(), found.inWords());
      }
      places.add(place);
    } catch (Fault e) {
      note(e);
    }
  }

  /** The signed manifest, if any vault holds it. */
  Optional<SignedManifest> signed() {
    return Optional.ofNullable(signed);
  }

  /** A vault that did not answer: what it holds cannot be told. */
  Optional<Fault> unreachable() {
    return Optional.ofNullable(unreachable);
  }

  Map<String, String> damaged() {
    return damaged;
  }

  /** Whether some vault holds the member as it was sealed; reads it to its end. */
  boolean has(Member member) {
    return places.stream().anyMatch(place -> isGood(member, place));
  }

  /**
   * Copies the member from the first vault that holds it as it was sealed.
   *
   * @return the vault; empty where none does
   */
  Optional<String> copy(Member member, StoredPoint to) {
    for (StoredPoint place : places) {
      String subject = to.vault() + "/" + member.file();
      Optional<Fault> trouble =
          place.copyTo(
              to,
              member,
              context.cancellation(),
              done -> context.progress(subject, done, member.storedBytes()));
      if (trouble.isEmpty()) {
        return Optional.of(place.vault());
      }
      note(place, trouble.get());
    }
    return Optional.empty();
  }

  private boolean isGood(Member member, StoredPoint place) {
    try {
      Optional<Fault> damage = PointFolder.damage(member, place, context);
      damage.ifPresent(fault -> note(place, fault));
      return damage.isEmpty();
    } catch (Fault e) {
      note(e);
      return false;
    }
  }

  private void note(StoredPoint place, Fault fault) {
    if (fault.code() == FaultCode.CHECKSUM_MISMATCH || fault.code() == FaultCode.POINT_UNKNOWN) {
      damaged.merge(place.vault(), fault.getMessage(), (one, more) -> one + "; " + more);
    } else {
      note(fault);
    }
  }

  private void note(Fault fault) {
    if (!Silence.CODES.contains(fault.code())) {
      throw fault;
    }
    unreachable = fault;
  }
}
