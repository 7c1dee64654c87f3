package io.drillbook.spi.plan;

import io.drillbook.domain.audit.SeenPlan;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What this server had in force before it last stopped. A server that does not know takes what
 * differs from the others' plans for a change, at each of its starts.
 */
public interface SeenPlans {
  /** What was kept last; empty where nothing ever was, or where it cannot be read. */
  Optional<List<SeenPlan>> read();

  /** Keeps these instead of what was kept before; what cannot be kept is logged, not thrown. */
  void keep(Collection<SeenPlan> seen);
}
