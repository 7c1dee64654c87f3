package io.drillbook.spi.runbook;

import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;

/** The table of recovery paths that is in force. */
public interface Paths {
  /**
   * The path that a scenario takes.
   *
   * @param sourcesAnswer {@code all}, {@code some}, {@code none} or {@code unknown}
   */
  RecoveryPath path(ProtectionPlan plan, Scenario scenario, String sourcesAnswer);

  /** The same by the table that is in force now, for many questions in a row. */
  default Paths atOnce() {
    return this;
  }
}
