package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.notify.MailReach;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mail can be handed over, and somebody is there to read it. */
public final class MailChecks implements ReadinessCheck {
  private final Optional<MailReach> server;

  /** A check of the mail server; empty where none is configured. */
  public MailChecks(Optional<MailReach> server) {
    this.server = server;
  }

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    List<Question> questions = new ArrayList<>();
    questions.add(new Question("mail", "can be handed over", this::reach));
    questions.add(new Question("mail", "has readers", () -> readers(plan)));
    return questions;
  }

  private Answer reach() {
    return server
        .map(it -> Question.good(it.reach()))
        .orElseGet(
            () ->
                Question.warn(
                    "no mail server is configured: nobody is told of anything",
                    "Write 'mail' into drillbook.yaml."));
  }

  private static Answer readers(ProtectionPlan plan) {
    return plan.audience().oncall().isEmpty()
        ? Question.warn(
            "the plan names nobody on call", "Write addresses under 'notify.oncall' of the plan.")
        : Question.good(
            plan.audience().oncall().size()
                + " on call, "
                + plan.audience().managers().size()
                + " managers");
  }
}
