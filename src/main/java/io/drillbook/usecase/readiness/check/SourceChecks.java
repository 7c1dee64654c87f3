package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.util.List;

/** Each source answers to its login, and the client programs are new enough for its server. */
public final class SourceChecks implements ReadinessCheck {
  private final SourceDrivers drivers;

  /** A check by these drivers. */
  public SourceChecks(SourceDrivers drivers) {
    this.drivers = drivers;
  }

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    return plan.sources().values().stream()
        .map(source -> new Question("source " + source.name(), "can be read", () -> ask(source)))
        .toList();
  }

  private Answer ask(SourcePlan source) {
    SourceProbe probe = drivers.driver(source.kind()).probe(source.settings());
    String size = probe.bytes() < 0 ? "" : ", " + Bytes.inWords(probe.bytes());
    return Question.good(probe.version() + size);
  }
}
