package io.drillbook.spi.cutover;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.step.StepContext;
import java.util.List;

/**
 * Moves traffic by one means. Every effect can be asked for afterwards; see {@code
 * CutoverDriverContract}.
 */
public interface CutoverDriver {
  /** The word in a plan's {@code recovery.cutover}. */
  String kind();

  /** Every setting this kind understands. */
  List<Setting> settings();

  /** Asks where traffic goes, changing nothing. */
  CutoverState inspect(Settings settings);

  /**
   * Makes sure, changing nothing, that a cutover could be done now: whoever moves traffic answers,
   * and the login may. Takes seconds at most; nothing is known here that could be asked.
   *
   * @throws io.drillbook.domain.fault.Fault CUTOVER_FAILED, CREDENTIALS_REFUSED, PERMISSION_DENIED
   */
  default void checkReach(Settings settings) {}

  /**
   * Sends traffic to the plan's new place and confirms it; may be called again after a crash, an
   * effect that is already there is not repeated.
   *
   * @throws io.drillbook.domain.fault.Fault CUTOVER_FAILED, CUTOVER_UNKNOWN
   */
  CutoverState switchOver(Settings settings, StepContext context);

  /** Sends traffic back to where it went before; same promises. */
  CutoverState switchBack(Settings settings, StepContext context);
}
