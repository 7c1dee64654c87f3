package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The web addresses that confirm a recovery can be asked at all. They are not asked: before a
 * recovery many of them answer nothing, and that is right.
 */
public final class HttpChecks implements ReadinessCheck {
  private static final String KIND = "http";

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    List<Question> questions = new ArrayList<>();
    List<CheckPlan> checks = plan.verify();
    for (int i = 0; i < checks.size(); i++) {
      CheckPlan check = checks.get(i);
      if (check.kind().equals(KIND)) {
        String subject = "check " + (i + 1) + " " + KIND;
        questions.add(new Question(subject, "can be asked", () -> ask(check)));
      }
    }
    if (checks.isEmpty()) {
      questions.add(new Question("checks", "are there", HttpChecks::none));
    }
    return questions;
  }

  private static Answer none() {
    return Question.warn(
        "the plan names no check: a restore counts as good when its bytes are",
        "Write what shows that the system works under 'verify' of the plan.");
  }

  private static Answer ask(CheckPlan check) {
    String url = check.settings().text("url");
    try {
      URI address = new URI(url);
      boolean usable =
          address.getHost() != null && Set.of("http", "https").contains(address.getScheme());
      return usable ? Question.good(address.getHost()) : unusable(url);
    } catch (java.net.URISyntaxException e) {
      return unusable(url);
    }
  }

  private static Answer unusable(String url) {
    return Question.bad(
        "it is no web address: '" + url + "'", "Write it like http://127.0.0.1:8081/status.");
  }
}
