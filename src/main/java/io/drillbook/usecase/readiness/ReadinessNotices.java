package io.drillbook.usecase.readiness;

import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.domain.readiness.ReadinessNews.Kind;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.domain.readiness.ReadinessState;
import io.drillbook.usecase.incident.Notice;
import io.drillbook.usecase.incident.Notice.Audience;
import java.util.Set;
import java.util.stream.Collectors;

/** What people are told about a plan's readiness. */
final class ReadinessNotices {
  private static final Set<Audience> READERS = Set.of(Audience.ONCALL, Audience.OWNER);

  private final String system;

  ReadinessNotices(String system) {
    this.system = system;
  }

  Notice of(ReadinessReport report, Kind kind) {
    return kind == Kind.WORSE ? worse(report) : better(report);
  }

  private Notice worse(ReadinessReport report) {
    boolean notReady = report.state() == ReadinessState.NOT_READY;
    return new Notice(
        READERS,
        system
            + ": "
            + report.state().inWords()
            + ", a recovery "
            + (notReady ? "would fail" : "is not proven"),
        """
        %s

        %s
        %s
        Nothing was stopped. Look: drillbook readiness %s
        """
            .formatted(
                notReady
                    ? "If " + system + " had to be recovered now, this would be in the way:"
                    : "Nothing is known to be wrong with the plan of " + system + ", but:",
                notReady ? bad(report) : why(report),
                notReady
                    ? "A recovery starts all the same; drills and restores by hand ask for"
                        + " '--override --reason ...'."
                    : "A drill that passes proves it: drillbook drill " + system,
                system));
  }

  private Notice better(ReadinessReport report) {
    boolean verified = report.state() == ReadinessState.VERIFIED;
    return new Notice(
        READERS,
        system + ": " + report.state().inWords() + (verified ? "" : ", no check fails any more"),
        """
        %s
        %s
        Look: drillbook readiness %s
        """
            .formatted(
                verified
                    ? "Every check of " + system + " is good, and a drill has proven its plan."
                    : "No check of " + system + " is bad any more. Still missing:\n",
                verified ? "" : why(report),
                system));
  }

  /** The check itself failed. */
  Notice notChecked(String why) {
    return new Notice(
        READERS,
        system + ": readiness COULD NOT BE CHECKED",
        """
        Whether the plan of %s can be relied on is not known: its check failed.

        %s

        It is tried again when it is due. By hand: drillbook readiness %s --check
        """
            .formatted(system, why, system));
  }

  private static String bad(ReadinessReport report) {
    return report.findings().stream()
        .filter(CheckFinding::isBad)
        .map(it -> "- " + it.inWords() + "\n  HINT: " + it.hint() + "\n")
        .collect(Collectors.joining());
  }

  private static String why(ReadinessReport report) {
    return report.why().stream().map(it -> "- " + it + "\n").collect(Collectors.joining());
  }
}
