package io.drillbook.usecase.catalog;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Chooses a recovery point by what lies in vaults, where no catalog is left to ask. */
public final class ChooseStoredPoint {
  private static final int SHOWN = 5;

  /**
   * What was chosen.
   *
   * @param vaults that hold a copy signed by that key, in the order in which they were surveyed
   * @param passedOver newer points that cannot be used, each with the reason
   */
  public record Chosen(
      String point,
      Manifest manifest,
      String signer,
      List<String> vaults,
      List<FoundPoint> passedOver) {
    public Chosen {
      vaults = List.copyOf(vaults);
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * The point of that id whatever its members look like, or the newest that is good in some vault.
   *
   * @throws Fault with a hint that lists what there is: POINT_UNKNOWN; SIGNATURE_INVALID where the
   *     one that is named, or every one, is not signed by a trusted key; CHECKSUM_MISMATCH where
   *     not one is whole
   */
  public Chosen choose(List<Survey> surveys, String system, Optional<String> point) {
    return choose(surveys, system, point, manifest -> true);
  }

  /**
   * The same among points that fit, such as those from before a time.
   *
   * @throws Fault as the other; POINT_UNKNOWN also where there are only others
   */
  public Chosen choose(
      List<Survey> surveys, String system, Optional<String> point, Predicate<Manifest> fits) {
    List<FoundPoint> stored =
        surveys.stream()
            .flatMap(survey -> survey.points().stream())
            .filter(found -> found.system().equals(system))
            .sorted(Comparator.comparing(FoundPoint::point).reversed())
            .toList();
    List<FoundPoint> all = stored.stream().map(found -> condemned(found, stored)).toList();
    List<FoundPoint> passedOver = new ArrayList<>();
    boolean unfit = false;
    for (FoundPoint found : all) {
      boolean wanted = point.map(found.point()::equals).orElse(found.condition() == Condition.GOOD);
      if (wanted && found.signed().filter(fits.negate()).isPresent()) {
        unfit = true;
      } else if (wanted && found.signer().isPresent()) {
        return chosen(all, found, passedOver);
      } else {
        passedOver.add(found);
      }
    }
    if (unfit) {
      throw tooYoung(system, point, all);
    }
    throw point
        .flatMap(id -> all.stream().filter(found -> found.point().equals(id)).findFirst())
        .map(ChooseStoredPoint::untrusted)
        .orElseGet(() -> unknown(system, point, all));
  }

  private static Fault tooYoung(String system, Optional<String> point, List<FoundPoint> all) {
    String ends =
        all.stream()
            .filter(found -> point.map(found.point()::equals).orElse(true))
            .flatMap(found -> found.signed().stream())
            .map(ChooseStoredPoint::holds)
            .distinct()
            .limit(SHOWN)
            .collect(Collectors.joining("; "));
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to recover to before a recovery point: '" + system + "'",
        "A log is replayed forward only. There are, newest first: " + ends + ".");
  }

  private static String holds(Manifest manifest) {
    return manifest.point()
        + " with "
        + manifest.sources().stream()
            .map(source -> source.source() + " as of " + source.dataTime())
            .collect(Collectors.joining(", "));
  }

  /** A point is as good as those it rests on. */
  private static FoundPoint condemned(FoundPoint found, List<FoundPoint> all) {
    if (found.condition() != Condition.GOOD) {
      return found;
    }
    return found.signed().stream()
        .flatMap(manifest -> manifest.sources().stream())
        .flatMap(source -> Lineage.needs(source.facts()).stream())
        .filter(base -> all.stream().noneMatch(other -> isGood(other, base)))
        .findFirst()
        .map(base -> restingOn(found, base))
        .orElse(found);
  }

  private static boolean isGood(FoundPoint other, String base) {
    return other.point().equals(base) && other.condition() == Condition.GOOD;
  }

  private static FoundPoint restingOn(FoundPoint found, String base) {
    return new FoundPoint(
        found.vault(),
        found.system(),
        found.point(),
        Condition.BROKEN,
        found.manifest(),
        found.signer(),
        "it rests on " + base + ", which is not whole here",
        found.strays());
  }

  private static Chosen chosen(
      List<FoundPoint> all, FoundPoint found, List<FoundPoint> passedOver) {
    List<String> vaults =
        all.stream()
            .filter(other -> other.point().equals(found.point()) && other.signer().isPresent())
            .map(FoundPoint::vault)
            .toList();
    return new Chosen(
        found.point(),
        found.signed().orElseThrow(),
        found.signer().orElseThrow(),
        vaults,
        passedOver.stream().filter(other -> !other.point().equals(found.point())).toList());
  }

  private static Fault untrusted(FoundPoint found) {
    return new Fault(
        FaultCode.SIGNATURE_INVALID,
        "unable to trust the recovery point in vault '"
            + found.vault()
            + "', "
            + found.detail()
            + ": '"
            + found.system()
            + "/"
            + found.point()
            + "'",
        "Take another vault or recovery point; if the signing key was changed, give the public key"
            + " that was in use then.");
  }

  /** That what is there is not trusted or not whole says more than that nothing was found. */
  private static FaultCode code(List<FoundPoint> all) {
    Set<Condition> seen =
        all.stream().map(FoundPoint::condition).collect(java.util.stream.Collectors.toSet());
    if (seen.contains(Condition.FOREIGN)) {
      return FaultCode.SIGNATURE_INVALID;
    }
    return seen.contains(Condition.BROKEN) ? FaultCode.CHECKSUM_MISMATCH : FaultCode.POINT_UNKNOWN;
  }

  private static Fault unknown(String system, Optional<String> point, List<FoundPoint> all) {
    Set<String> there = new LinkedHashSet<>();
    all.forEach(
        found ->
            there.add(
                found.point()
                    + " ("
                    + found.condition().name().toLowerCase(java.util.Locale.ROOT)
                    + (found.detail().isEmpty() ? "" : ", " + found.detail())
                    + ")"));
    return new Fault(
        point.isPresent() ? FaultCode.POINT_UNKNOWN : code(all),
        "unable to find a usable recovery point of '"
            + system
            + "' in the vault: '"
            + point.orElse("newest")
            + "'",
        there.isEmpty()
            ? "There is none of this system; 'drillbook rescue list' shows what is there."
            : "There are, newest first: "
                + String.join("; ", there.stream().limit(SHOWN).toList())
                + ".");
  }
}
