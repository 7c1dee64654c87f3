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
   * Steps by hand come after all others: the machine's steps run as one, so that a person is never
   * waited for while traffic goes half here and half there.
   */
  void check() {
    List<Located> steps = plan.items("recovery", "cutover");
    for (int i = 0; i + 1 < steps.size(); i++) {
      if (byHand(steps.get(i)) && !byHand(steps.get(i + 1))) {
        findings.add(
            steps.get(i).place(),
            "unable to wait for a person in the middle of a cutover: 'manual'",
            "Expected steps by hand after all other steps.");
      }
    }
  }

  private static boolean byHand(Located step) {
    return step.entries().containsKey(BY_HAND);
  }
}
