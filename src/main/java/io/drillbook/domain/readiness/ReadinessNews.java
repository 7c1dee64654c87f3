package io.drillbook.domain.readiness;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people were last told of a plan's readiness, and whether there is news. A plan that is new
 * needs verification, which is no news.
 *
 * @param bad the bad answers that they know of; one that comes and goes while the plan stays NOT
 *     READY is told once
 */
public record ReadinessNews(ReadinessState state, Set<String> bad) {
  /** What everybody expects of a plan that nobody was told about. */
  public static final ReadinessNews EXPECTED =
      new ReadinessNews(ReadinessState.NEEDS_VERIFICATION, Set.of());

  public ReadinessNews {
    bad = Set.copyOf(bad);
  }

  /** What people know once they have read about that report. */
  public ReadinessNews after(ReadinessReport report) {
    Set<String> known = new TreeSet<>(report.bad());
    if (report.state() == state) {
      known.addAll(bad);
    }
    return new ReadinessNews(report.state(), known);
  }

  /** Whether a report is worse or better than what they know, or holds a trouble that is new. */
  public Optional<Kind> of(ReadinessReport report) {
    if (report.state().isWorseThan(state)) {
      return Optional.of(Kind.WORSE);
    }
    if (state.isWorseThan(report.state())) {
      return Optional.of(Kind.BETTER);
    }
    return bad.containsAll(report.bad()) ? Optional.empty() : Optional.of(Kind.WORSE);
  }

  /** What kind of news. */
  public enum Kind {
    WORSE,
    BETTER
  }
}
