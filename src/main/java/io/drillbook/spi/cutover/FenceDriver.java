package io.drillbook.spi.cutover;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.step.StepContext;
import java.util.List;

/**
 * Makes the primary that traffic leaves unable to accept writes, by one means. What it did can be
 * asked for afterwards and taken back; see {@code FenceDriverContract}.
 */
public interface FenceDriver {
  /** The word in a plan's {@code fence}. */
  String kind();

  /** Every setting this kind understands, those of {@link FenceSettings#COMMON} among them. */
  List<Setting> settings();

  /** Asks whether writes are accepted there, changing nothing. */
  FenceState inspect(Settings settings);

  /**
   * Fences and proves it; may be called again after a crash, what is fenced already stays so.
   *
   * @param spared where the system goes on: whatever is in truth one of these is refused, by what
   *     it says of itself and not only by its name
   * @return {@code FENCED}, or {@code GONE} where nobody answered
   * @throws io.drillbook.domain.fault.Fault NOT_ALLOWED where it is one of those spared;
   *     FENCE_FAILED where writes are accepted still; FENCE_UNKNOWN where that cannot be told
   */
  FenceState fence(Settings settings, List<Settings> spared, StepContext context);

  /**
   * Takes the fence away; may be called where there is none. A fence that somebody else made is
   * left alone.
   *
   * @throws io.drillbook.domain.fault.Fault FENCE_FAILED
   */
  FenceState lift(Settings settings, StepContext context);
}
