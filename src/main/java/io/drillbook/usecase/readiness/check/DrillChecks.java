package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.readiness.Proof;
import io.drillbook.domain.readiness.Proof.PassedDrill;
import io.drillbook.usecase.readiness.ProofOfDrills;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A drill passed lately, and none is left that failed. */
public final class DrillChecks implements ReadinessCheck {
  private final ProofOfDrills proof;
  private final Clock clock;

  /** A check of what drills have shown. */
  public DrillChecks(ProofOfDrills proof, Clock clock) {
    this.proof = proof;
    this.clock = clock;
  }

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    List<Question> questions = new ArrayList<>();
    questions.add(new Question("drills", "passed lately", () -> lately(plan)));
    questions.add(new Question("drills", "left nothing open", () -> open(plan)));
    return questions;
  }

  private Answer lately(ProtectionPlan plan) {
    Optional<PassedDrill> passed = proof.of(plan.system()).passed();
    long within = plan.readiness().drillWithin().toDays();
    String hint = "Run one by 'drillbook drill " + plan.system() + "'.";
    if (passed.isEmpty()) {
      return Question.warn("none has passed yet", hint);
    }
    Duration age = Duration.between(passed.get().endedAt(), clock.instant());
    String detail = age.toDays() + " days ago, wanted within " + within + " days";
    return age.compareTo(plan.readiness().drillWithin()) > 0
        ? Question.warn(detail, hint)
        : Question.good(detail);
  }

  private Answer open(ProtectionPlan plan) {
    Proof known = proof.of(plan.system());
    return known.open().isEmpty()
        ? Question.good("nothing")
        : Question.warn(
            String.join("; ", known.open()), "Put it right, then run that drill again.");
  }
}
