package io.drillbook.spi.check;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.step.StepContext;
import java.util.List;
import java.util.Map;

/** Runs one kind of check of a plan's {@code verify} list against a target. */
public interface CheckDriver {
  /** The word in the plan: {@code sql}, {@code http}, {@code command}. */
  String kind();

  /** Every setting this kind understands. */
  List<Setting> settings();

  /**
   * Runs the check once; changes nothing in the target.
   *
   * @param targetSources per source the settings at the target; empty when the live service is
   *     checked
   */
  CheckResult run(Settings settings, Map<String, Settings> targetSources, StepContext context);
}
