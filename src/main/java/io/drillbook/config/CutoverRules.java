package io.drillbook.config;

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

  /**
   * Steps by hand come before all others or after them: the machine's steps run as one, so that a
   * person is never waited for while traffic goes half here and half there.
   */
  void check() {
    List<Located> steps = plan.items("recovery", "cutover");
    int first = 0;
    int last = steps.size() - 1;
    while (first < steps.size() && byHand(steps.get(first))) {
      first++;
    }
    while (last >= 0 && byHand(steps.get(last))) {
      last--;
    }
    for (int i = first; i <= last; i++) {
      if (byHand(steps.get(i))) {
        findings.add(
            steps.get(i).place(),
            "unable to wait for a person in the middle of a cutover: 'manual'",
            "Expected steps by hand before all other steps or after them.");
      }
    }
  }

  private static boolean byHand(Located step) {
    return step.entries().containsKey(BY_HAND);
  }
}
