package io.drillbook.domain.plan;

import java.util.List;
import java.util.Set;

/**
 * How the capture of one source stands among the others.
 *
 * @param required whether there is no recovery point without it; without one that is not required a
 *     point is partial
 * @param after sources that are captured before this one
 */
public record CaptureRule(boolean required, Set<String> after) {
  /** No point without it, and in no order. */
  public static final CaptureRule USUAL = new CaptureRule(true, Set.of());

  public CaptureRule {
    after = Set.copyOf(after);
  }

  /** The order of a plan's captures, in waves as those of a restore. */
  public static List<List<String>> waves(ProtectionPlan plan) {
    return SourceOrder.waves(plan, "capture-after", source -> source.capture().after());
  }
}
