package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.system.EvidenceRule.Anchors;
import io.drillbook.spi.store.AnchorStore;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a run will write down could be proven afterwards: heads are anchored outside. */
public final class EvidenceChecks implements ReadinessCheck {
  private static final Duration OLD = Duration.ofDays(2);

  private final AnchorStore anchors;
  private final Anchors rule;
  private final Clock clock;

  /** A check of these anchors. */
  public EvidenceChecks(AnchorStore anchors, Anchors rule, Clock clock) {
    this.anchors = anchors;
    this.rule = rule;
    this.clock = clock;
  }

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    return rule.isOn()
        ? rule.vaults().stream()
            .map(vault -> new Question("evidence", "is anchored in " + vault, () -> ask(vault)))
            .toList()
        : List.of();
  }

  private Answer ask(String vault) {
    Optional<Instant> newest = anchors.newestIn(vault);
    boolean behind = !anchors.pending(vault, 1).isEmpty() || !anchors.refused(vault, 1).isEmpty();
    boolean old = newest.filter(at -> at.plus(OLD).isBefore(clock.instant())).isPresent();
    return behind && (old || newest.isEmpty())
        ? Question.warn(
            "the newest anchor there is " + newest.map(it -> "of " + it).orElse("missing"),
            "Look at 'drillbook vaults' and the server's log: NOT ANCHORED.")
        : Question.good(newest.map(it -> "the newest anchor is of " + it).orElse("none was due"));
  }
}
