package io.drillbook.config;

import io.drillbook.domain.effect.HandWork;
import java.util.List;

/** Rules about the steps that move traffic. */
final class CutoverRules {
  private static final String BY_HAND = "manual";

  private final Located plan;
  private final Findings findings;

  CutoverRules(Located plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
  }

  /** A checklist has to fit the form in which a person ticks it. */
  void check() {
    for (Located step : plan.items("recovery", "cutover")) {
      List<Located> lines = step.items(BY_HAND, "checklist");
      if (lines.size() > HandWork.MOST_LINES) {
        findings.add(
            step.place(),
            "unable to show so long a checklist: '" + lines.size() + " lines'",
            "Expected at most "
                + HandWork.MOST_LINES
                + " lines; a second 'manual' step may follow.");
      }
      lines.stream().filter(CutoverRules::isNoLine).forEach(this::refuse);
    }
  }

  private static boolean isNoLine(Located line) {
    String text = line.text();
    return text.isBlank() || text.length() > HandWork.LONGEST_LINE || text.lines().count() > 1;
  }

  private void refuse(Located line) {
    findings.add(
        line.place(),
        "unable to show the line of a checklist: '"
            + line.text().lines().findFirst().orElse("")
            + "'",
        "Expected one line of at most " + HandWork.LONGEST_LINE + " characters.");
  }
}
