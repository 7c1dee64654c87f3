package io.drillbook.usecase.board;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.usecase.readiness.ShowReadiness;
import io.drillbook.usecase.readiness.ShowReadiness.Standing;
import io.drillbook.usecase.readiness.ShowStatus;
import io.drillbook.usecase.readiness.SystemStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lists systems: how well each is protected, and whether it can be relied on. */
public final class ListSystems {
  private final Plans plans;
  private final ShowStatus status;
  private final ShowReadiness readiness;
  private final BoardStore board;

  /** A use case over these. */
  public ListSystems(Plans plans, ShowStatus status, ShowReadiness readiness, BoardStore board) {
    this.plans = plans;
    this.status = status;
    this.readiness = readiness;
    this.board = board;
  }

  /** One system. */
  public record Listed(SystemStatus status, Standing standing) {}

  /** These systems, by name; how they stand is asked once for all of them. */
  public List<Listed> of(Collection<String> systems) {
    List<ProtectionPlan> wanted =
        plans.all().stream().filter(plan -> systems.contains(plan.system())).toList();
    Map<String, Standing> standings = readiness.all(wanted, board);
    return standings.values().stream().flatMap(this::stillThere).toList();
  }

  /** A plan may be taken away between the two looks: that must not hide the other systems. */
  private Stream<Listed> stillThere(Standing standing) {
    return status.find(standing.system()).map(it -> new Listed(it, standing)).stream();
  }
}
