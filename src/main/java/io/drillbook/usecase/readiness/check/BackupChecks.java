package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.usecase.log.SafeUntil;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What would be lost of each source now is no more than its RPO allows. */
public final class BackupChecks implements ReadinessCheck {
  private final CatalogStore catalog;
  private final SafeUntil safe;
  private final Clock clock;

  /** A check against this catalog. */
  public BackupChecks(CatalogStore catalog, SafeUntil safe, Clock clock) {
    this.catalog = catalog;
    this.safe = safe;
    this.clock = clock;
  }

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    return plan.sources().keySet().stream()
        .map(
            source ->
                new Question("source " + source, "is within its RPO", () -> ask(plan, source)))
        .toList();
  }

  private Answer ask(ProtectionPlan plan, String source) {
    Duration rpo = plan.rpoOf(source);
    Optional<Instant> newest = safe.of(plan.system(), source, catalog.points(plan.system()));
    String hint = "Take one by 'drillbook backup " + plan.system() + "'; look why none was taken.";
    if (newest.isEmpty()) {
      return Question.bad("no usable recovery point holds it", hint);
    }
    Duration age = Duration.between(newest.get(), clock.instant());
    String detail = Durations.inWords(age) + " old, RPO " + Durations.inWords(rpo);
    return age.compareTo(rpo) > 0 ? Question.bad(detail, hint) : Question.good(detail);
  }
}
