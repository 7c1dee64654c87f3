package io.drillbook.web;

import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.domain.readiness.Proof.PassedDrill;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.usecase.readiness.ShowReadiness.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a plan can be relied on, as the API shows it. */
record ReadinessView(
    String system,
    String state,
    List<String> why,
    Optional<Instant> since,
    Optional<Instant> checkedAt,
    Optional<String> checkRun,
    Optional<String> schedule,
    Optional<DrillView> provenBy,
    Map<String, String> inForce,
    List<FindingView> checks) {

  static ReadinessView of(Standing standing) {
    return new ReadinessView(
        standing.system(),
        standing.readiness().state().id(),
        standing.readiness().why(),
        standing.since(),
        standing.report().map(ReadinessReport::checkedAt),
        standing.report().map(ReadinessReport::runId),
        standing.schedule(),
        standing.proof().passed().map(DrillView::of),
        standing.inForce().parts(),
        standing.report().map(ReadinessReport::findings).orElse(List.of()).stream()
            .map(FindingView::of)
            .toList());
  }

  /** The newest drill that passed. */
  record DrillView(String runId, Instant endedAt) {
    static DrillView of(PassedDrill drill) {
      return new DrillView(drill.runId(), drill.endedAt());
    }
  }

  /** One answer. */
  record FindingView(String subject, String what, String grade, String detail, String hint) {
    static FindingView of(CheckFinding finding) {
      return new FindingView(
          finding.subject(),
          finding.what(),
          finding.grade().id(),
          finding.detail(),
          finding.hint());
    }
  }

  /** In short, beside the other figures of a system. */
  record Line(
      String state, List<String> why, Optional<Instant> since, Optional<Instant> checkedAt) {
    static Line of(Standing standing) {
      return new Line(
          standing.readiness().state().id(),
          standing.readiness().why(),
          standing.since(),
          standing.report().map(ReadinessReport::checkedAt));
    }
  }
}
