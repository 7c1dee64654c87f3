package io.drillbook.domain.readiness;

import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.readiness.Proof.PassedDrill;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rule of readiness. A plan is NOT READY while any check is bad; VERIFIED while none is and a
 * drill passed under exactly what is in force now, not too long ago, with none left that failed;
 * and NEEDS VERIFICATION otherwise. Nobody sets a state.
 *
 * @param why what keeps it from being VERIFIED, in words; empty where it is
 */
public record Readiness(ReadinessState state, List<String> why) {
  /** Clocks of two servers differ a little. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  public Readiness {
    why = List.copyOf(why);
  }

  /**
   * Judges.
   *
   * @param findings of the newest check; empty where there was none yet
   * @param inForce what a drill must have proven
   * @param drillWithin how old a proof may be
   */
  public static Readiness of(
      Optional<List<CheckFinding>> findings,
      ReadinessFingerprint inForce,
      Proof proof,
      Duration drillWithin,
      Instant now) {
    List<String> bad =
        findings.orElse(List.of()).stream()
            .filter(CheckFinding::isBad)
            .map(CheckFinding::inWords)
            .toList();
    if (!bad.isEmpty()) {
      return new Readiness(ReadinessState.NOT_READY, bad);
    }
    List<String> missing = new ArrayList<>();
    if (findings.isEmpty()) {
      missing.add("it was not checked yet");
    }
    missing.addAll(proof.open());
    proof
        .passed()
        .ifPresentOrElse(
            drill -> missing.addAll(unproven(drill, inForce, drillWithin, now)),
            () -> missing.add("no drill has passed yet"));
    return new Readiness(
        missing.isEmpty() ? ReadinessState.VERIFIED : ReadinessState.NEEDS_VERIFICATION, missing);
  }

  private static List<String> unproven(
      PassedDrill drill, ReadinessFingerprint inForce, Duration drillWithin, Instant now) {
    List<String> missing = new ArrayList<>();
    if (drill.fingerprint().isEmpty()) {
      missing.add("the last drill that passed does not say what it proved");
    }
    drill
        .fingerprint()
        .map(inForce::changedSince)
        .filter(changed -> !changed.isEmpty())
        .ifPresent(
            changed ->
                missing.add(
                    String.join(" and ", changed) + " changed since the last drill that passed"));
    Duration age = Duration.between(drill.endedAt(), now);
    if (age.compareTo(SKEW.negated()) < 0) {
      missing.add("the last drill that passed ended in the future: a clock was wrong");
    }
    if (age.compareTo(drillWithin) > 0) {
      missing.add(
          "the last drill that passed is "
              + inWords(age)
              + " old, more than "
              + inWords(drillWithin));
    }
    return missing;
  }

  private static String inWords(Duration age) {
    return age.toDays() >= 2 ? age.toDays() + " days" : Durations.inWords(age);
  }
}
