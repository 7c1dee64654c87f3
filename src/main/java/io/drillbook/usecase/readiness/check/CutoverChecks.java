package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.usecase.CutoverDrivers;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.util.ArrayList;
import java.util.List;

/** Each step of the cutover could be done: its server answers and its login may. */
public final class CutoverChecks implements ReadinessCheck {
  private final CutoverDrivers drivers;

  /** A check by these drivers. */
  public CutoverChecks(CutoverDrivers drivers) {
    this.drivers = drivers;
  }

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    List<Question> questions = new ArrayList<>();
    List<CheckPlan> steps = plan.recovery().cutover();
    for (int i = 0; i < steps.size(); i++) {
      CheckPlan step = steps.get(i);
      String subject = "cutover " + (i + 1) + " " + step.kind();
      questions.add(new Question(subject, "could be done", () -> ask(step)));
    }
    return questions;
  }

  private Answer ask(CheckPlan step) {
    CutoverDriver driver = drivers.driver(step.kind());
    if (driver.byHand()) {
      return Question.good("a person does it by hand");
    }
    driver.checkReach(step.settings());
    CutoverState state = driver.inspect(step.settings());
    return switch (state.place()) {
      case BEFORE -> Question.good(state.detail());
      case AFTER ->
          Question.warn(
              "traffic already goes to the new place: " + state.detail(),
              "After a recovery this is so until the failback.");
      case UNKNOWN ->
          Question.warn(
              "it cannot be told where traffic goes: " + state.detail(),
              "A cutover would ask a person; look at the step's settings.");
    };
  }
}
