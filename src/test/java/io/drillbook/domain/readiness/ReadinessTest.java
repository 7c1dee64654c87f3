package io.drillbook.domain.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.readiness.CheckFinding.Grade;
import io.drillbook.domain.readiness.Proof.PassedDrill;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration WITHIN = Duration.ofDays(90);
  private static final ReadinessFingerprint IN_FORCE =
      new ReadinessFingerprint("plan", "models", "program", "keys");
  private static final CheckFinding GOOD = CheckFinding.good("source db", "can be read", "15.4");
  private static final CheckFinding WARN = CheckFinding.warn("vaults", "two sites", "one", "h");
  private static final CheckFinding BAD = CheckFinding.bad("mail", "handed over", "refused", "h");

  @Test
  void a_plan_whose_checks_are_good_and_that_a_drill_has_proven_is_verified() {
    assertThat(judge(List.of(GOOD, WARN), proven(IN_FORCE, NOW)))
        .isEqualTo(new Readiness(ReadinessState.VERIFIED, List.of()));
  }

  @Test
  void one_bad_answer_makes_it_not_ready_and_says_which() {
    Readiness readiness = judge(List.of(GOOD, BAD), proven(IN_FORCE, NOW));
    assertThat(readiness.state()).isEqualTo(ReadinessState.NOT_READY);
    assertThat(readiness.why()).containsExactly("mail: handed over: refused");
  }

  @Test
  void without_a_check_or_a_drill_it_needs_verification() {
    Readiness readiness = Readiness.of(Optional.empty(), IN_FORCE, Proof.NONE, WITHIN, NOW);
    assertThat(readiness.state()).isEqualTo(ReadinessState.NEEDS_VERIFICATION);
    assertThat(readiness.why())
        .containsExactly("it was not checked yet", "no drill has passed yet");
  }

  @Test
  void a_change_of_any_part_takes_the_proof_away_and_is_named() {
    assertThat(changed(new ReadinessFingerprint("other", "models", "program", "keys")))
        .isEqualTo("the plan changed since the last drill that passed");
    assertThat(changed(new ReadinessFingerprint("plan", "other", "program", "keys")))
        .isEqualTo("a runbook changed since the last drill that passed");
    assertThat(changed(new ReadinessFingerprint("plan", "models", "other", "keys")))
        .isEqualTo("the program changed since the last drill that passed");
    assertThat(changed(new ReadinessFingerprint("plan", "models", "program", "other")))
        .isEqualTo("a key changed since the last drill that passed");
  }

  @Test
  void a_drill_that_is_too_old_proves_nothing_any_more() {
    Readiness readiness = judge(List.of(GOOD), proven(IN_FORCE, NOW.minus(Duration.ofDays(91))));
    assertThat(readiness.state()).isEqualTo(ReadinessState.NEEDS_VERIFICATION);
    assertThat(readiness.why())
        .containsExactly("the last drill that passed is 91 days old, more than 90 days");
  }

  @Test
  void a_drill_of_a_day_on_which_the_clock_was_ahead_proves_nothing() {
    assertThat(judge(List.of(GOOD), proven(IN_FORCE, NOW.plus(Duration.ofDays(365)))).why())
        .containsExactly("the last drill that passed ended in the future: a clock was wrong");
  }

  @Test
  void a_drill_that_failed_and_was_not_run_again_keeps_it_from_being_verified() {
    Proof proof = new Proof(proven(IN_FORCE, NOW).passed(), List.of("the drill of x failed"));
    assertThat(judge(List.of(GOOD), proof).why()).containsExactly("the drill of x failed");
  }

  @Test
  void a_drill_of_before_readiness_was_known_proves_nothing() {
    Proof proof = new Proof(Optional.of(new PassedDrill("d", NOW, Optional.empty())), List.of());
    assertThat(judge(List.of(GOOD), proof).state()).isEqualTo(ReadinessState.NEEDS_VERIFICATION);
  }

  /** Ten thousand cases by an independent reading of the rule. */
  @Test
  void whatever_comes_together_verified_means_that_nothing_speaks_against_it() {
    Random random = new Random(20261126);
    int[] seen = new int[3];
    for (int i = 0; i < 10_000; i++) {
      List<CheckFinding> findings = new ArrayList<>();
      for (int n = random.nextInt(5); n >= 0; n--) {
        findings.add(List.of(GOOD, GOOD, GOOD, WARN, BAD).get(random.nextInt(5)));
      }
      boolean checked = random.nextInt(10) > 0;
      boolean same = random.nextInt(3) > 0;
      boolean open = random.nextInt(5) == 0;
      int days = random.nextInt(120);
      ReadinessFingerprint proven = same ? IN_FORCE : change(random.nextInt(4));
      Proof proof =
          new Proof(
              proven(proven, NOW.minus(Duration.ofDays(days))).passed(),
              open ? List.of("a drill failed") : List.of());
      ReadinessState state =
          Readiness.of(
                  checked ? Optional.of(findings) : Optional.empty(), IN_FORCE, proof, WITHIN, NOW)
              .state();
      boolean bad = checked && findings.stream().anyMatch(it -> it.grade() == Grade.BAD);
      boolean all = checked && !bad && same && !open && days <= 90;
      assertThat(state == ReadinessState.NOT_READY).isEqualTo(bad);
      assertThat(state == ReadinessState.VERIFIED).isEqualTo(all);
      seen[state.number()]++;
    }
    assertThat(seen).as("every state comes up").doesNotContain(0);
  }

  private static ReadinessFingerprint change(int part) {
    return new ReadinessFingerprint(
        part == 0 ? "other" : "plan",
        part == 1 ? "other" : "models",
        part == 2 ? "other" : "program",
        part == 3 ? "other" : "keys");
  }

  private static String changed(ReadinessFingerprint since) {
    Readiness readiness = judge(List.of(GOOD), proven(since, NOW));
    assertThat(readiness.state()).isEqualTo(ReadinessState.NEEDS_VERIFICATION);
    return readiness.why().get(0);
  }

  private static Readiness judge(List<CheckFinding> findings, Proof proof) {
    return Readiness.of(Optional.of(findings), IN_FORCE, proof, WITHIN, NOW);
  }

  private static Proof proven(ReadinessFingerprint fingerprint, Instant at) {
    return new Proof(
        Optional.of(new PassedDrill("drill-1", at, Optional.of(fingerprint))), List.of());
  }
}
