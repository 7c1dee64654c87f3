package io.drillbook.spi.cutover;

import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.step.StepContext;
import java.util.List;
import java.util.Optional;

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
   * and the login may. Takes seconds at most; a kind that cannot ask says nothing.
   *
   * @throws io.drillbook.domain.fault.Fault CUTOVER_FAILED, CREDENTIALS_REFUSED, PERMISSION_DENIED
   */
  default void checkReach(Settings settings) {}

  /**
   * Gets ready early what needs time, such as a shorter TTL, without moving anything.
   *
   * @return what was done, or nothing
   * @throws io.drillbook.domain.fault.Fault where it cannot; the cutover itself may still succeed
   */
  default Optional<String> prepare(Settings settings, StepContext context) {
    return Optional.empty();
  }

  /** Whether doing it twice harms nobody, so that an interrupted step may simply do it again. */
  default boolean repeatable() {
    return false;
  }

  /**
   * Whether this is no call but a person's work: the runbook lets somebody work the {@link
   * #checklist} first, and {@link #switchOver} only looks whether that took effect.
   */
  default boolean byHand() {
    return false;
  }

  /** What a person does, line by line; empty for all that a machine does. */
  default List<String> checklist(Settings settings) {
    return List.of();
  }

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
