package io.drillbook.usecase.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.Member;
import io.drillbook.pipeline.PointLayout;
import io.drillbook.pipeline.SignedManifest;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.step.StepContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one vault's folder of a point whole. What is good stays untouched; what is damaged is
 * removed only after another vault was found to hold it whole; the signature comes last, so that a
 * folder whose making was cut short is no recovery point. Whoever begins again goes on from there.
 */
final class Mending {
  private static final Set<FaultCode> REFUSALS =
      EnumSet.of(FaultCode.NOT_ALLOWED, FaultCode.PERMISSION_DENIED, FaultCode.OBJECT_EXISTS);

  private final StoredPoint place;
  private final GoodSources sources;
  private final SignedManifest signed;
  private final PointFolder folders;
  private final StepContext context;
  private final List<String> written = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();

  Mending(
      StoredPoint place,
      GoodSources sources,
      SignedManifest signed,
      PointFolder folders,
      StepContext context) {
    this.place = place;
    this.sources = sources;
    this.signed = signed;
    this.folders = folders;
    this.context = context;
  }

  /**
   * Does it.
   *
   * @throws Refusal where the store does not let a damaged object go
   * @throws Fault where the vault does not answer, or gives back other bytes than it took
   */
  void run(ProtectionPlan plan) throws Refusal {
    place.discardUploads();
    for (Member member : signed.manifest().members()) {
      if (PointFolder.damage(member, place, context).isPresent()) {
        mend(member);
      }
    }
    if (!lost.isEmpty()) {
      return;
    }
    boolean isSigned =
        folders
            .manifest(plan, place, new Findings())
            .filter(found -> found.text().equals(signed.text()))
            .isPresent();
    if (!isSigned) {
      remove(PointLayout.SIGNATURE);
      put(PointLayout.MANIFEST, signed.text());
    }
    texts();
    if (!isSigned) {
      put(PointLayout.SIGNATURE, signed.signature());
      folders.signed(plan, place);
    }
  }

  /** Files that were written, each with the vault that it came from. */
  List<String> written() {
    return List.copyOf(written);
  }

  /** Members that no vault holds as they were sealed. */
  List<String> lost() {
    return List.copyOf(lost);
  }

  private void mend(Member member) throws Refusal {
    String file = member.file();
    if (place.holds(file)) {
      if (!sources.has(member)) {
        lost.add(file);
        return;
      }
      remove(file);
    }
    Optional<String> from = copy(member);
    if (from.isEmpty()) {
      lost.add(file);
      return;
    }
    Optional<Fault> damage = PointFolder.damage(member, place, context);
    if (damage.isPresent()) {
      throw new Fault(
          FaultCode.VAULT_UNREACHABLE,
          "unable to rely on the vault, it gives back other bytes than it took: '"
              + place.vault()
              + "/"
              + file
              + "'",
          "Check its disk; nothing else is written to it now.",
          damage.get());
    }
    written.add(file + " from " + from.get());
  }

  private Optional<String> copy(Member member) throws Refusal {
    try {
      return sources.copy(member, place);
    } catch (Fault e) {
      throw refusalOr(e, member.file());
    }
  }

  private void texts() throws Refusal {
    Findings found = new Findings();
    folders.checkTexts(signed, place, found);
    if (!found.isGood()) {
      put(PointLayout.SUMS, folders.sums(signed));
      put(PointLayout.GUIDE, folders.guide(signed));
    }
  }

  private void put(String file, String text) throws Refusal {
    if (place.find(file).filter(text::equals).isPresent()) {
      return;
    }
    remove(file);
    try {
      place.put(file, text);
    } catch (Fault e) {
      throw refusalOr(e, file);
    }
    written.add(file);
  }

  private void remove(String file) throws Refusal {
    try {
      if (!place.holds(file)) {
        return;
      }
      place.removeFile(file);
      if (place.holds(file)) {
        throw new Refusal(kept(file, "it is still there"));
      }
    } catch (Fault e) {
      throw refusalOr(e, file);
    }
  }

  /** A refusal, or the fault itself where it is none. */
  private Refusal refusalOr(Fault e, String file) {
    if (!REFUSALS.contains(e.code())) {
      throw e;
    }
    return new Refusal(kept(file, e.getMessage()));
  }

  private String kept(String file, String why) {
    String until =
        place.holds(file)
            ? place.retainedUntil(file).map(at -> ", its store keeps it until " + at).orElse("")
            : "";
    return "unable to replace '" + place.vault() + "/" + file + "'" + until + ": " + why;
  }

  /** The store does not let a damaged object go. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String why) {
      super(why);
    }
  }
}
