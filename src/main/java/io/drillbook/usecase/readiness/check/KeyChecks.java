package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.usecase.readiness.KeyStatus;
import io.drillbook.usecase.readiness.ListKeys;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The plan's keys can be used, one opens recovery points here, and one is kept elsewhere for the
 * day on which this machine is gone.
 */
public final class KeyChecks implements ReadinessCheck {
  private final ListKeys keys;

  /** A check of these keys. */
  public KeyChecks(ListKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    List<Question> questions = new ArrayList<>();
    Stream.of(plan.backup().encryptTo(), plan.sealingKeys(), List.of(plan.backup().signWith()))
        .flatMap(List::stream)
        .distinct()
        .forEach(
            name ->
                questions.add(
                    new Question("key " + name, "can be used", () -> usable(plan, name))));
    questions.add(new Question("keys", "open a point here", () -> opens(plan)));
    questions.add(new Question("keys", "survive this machine", () -> escrow(plan)));
    return questions;
  }

  private Answer usable(ProtectionPlan plan, String name) {
    KeyStatus key = keys.status(name);
    String hint = "Look at 'drillbook keys'; change it by 'drillbook rotate-keys " + plan.system();
    if (key.failsReadiness()) {
      return Question.bad(key.warning().orElse("it cannot be used"), hint + "'.");
    }
    return key.warning()
        .map(warning -> Question.warn(warning, hint + "'."))
        .orElseGet(() -> Question.good("can be used"));
  }

  private Answer opens(ProtectionPlan plan) {
    List<String> here = privateHere(plan);
    return here.isEmpty()
        ? Question.warn(
            "no private key of the plan is on this machine",
            "Restores and drills cannot run here before one is brought.")
        : Question.good(String.join(", ", here));
  }

  private Answer escrow(ProtectionPlan plan) {
    List<String> elsewhere = new ArrayList<>(plan.backup().encryptTo());
    elsewhere.removeAll(privateHere(plan));
    return elsewhere.isEmpty()
        ? Question.warn(
            "every private key of the plan is on this machine",
            "Encrypt to a key, too, whose private half is kept elsewhere: a lost machine would"
                + " else lose the backups with it.")
        : Question.good("kept elsewhere: " + String.join(", ", elsewhere));
  }

  private List<String> privateHere(ProtectionPlan plan) {
    return plan.backup().encryptTo().stream()
        .filter(name -> keys.status(name).privateHere())
        .toList();
  }
}
