package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.plan.ProtectionPlan;
import java.util.List;

/**
 * One thing that a recovery needs. It only says what has to be asked; the asking is done side by
 * side, each question with a limit, and one that throws is a bad answer and never the end of the
 * others.
 */
@FunctionalInterface
public interface ReadinessCheck {
  /** What has to be asked for a plan; quick, touches nothing outside. */
  List<Question> questions(ProtectionPlan plan);
}
