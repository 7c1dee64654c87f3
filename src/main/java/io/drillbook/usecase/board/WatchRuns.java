package io.drillbook.usecase.board;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.BoardStore;
import io.drillbook.spi.store.BoardStore.Heartbeat;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what changed since it was last asked: for one caller only, who asks again and again. */
public final class WatchRuns {
  private final BoardStore board;
  private final Plans plans;
  private Map<String, Heartbeat> runs = Map.of();
  private Map<String, String> inForce = Map.of();
  private List<String> problems = List.of();
  private long lastStarted;

  /** A use case over these. */
  public WatchRuns(BoardStore board, Plans plans) {
    this.board = board;
    this.plans = plans;
  }

  /**
   * What changed.
   *
   * @param any whether anything did
   * @param started whether a run was started, maybe one that has ended again
   */
  public record Change(boolean any, boolean started, Set<String> systems, Set<String> runs) {}

  /** What began, went on, ended, or is planned otherwise since the last call. */
  public Change look() {
    long started = board.lastStarted();
    Map<String, Heartbeat> now = board.goingOn();
    Map<String, String> planned =
        plans.all().stream()
            .collect(Collectors.toMap(ProtectionPlan::system, ProtectionPlan::digest));
    List<String> broken = plans.problems();
    Set<String> changedRuns = differing(runs, now);
    Set<String> systems = differing(inForce, planned);
    changedRuns.forEach(run -> systems.add((now.containsKey(run) ? now : runs).get(run).system()));
    boolean began = started != lastStarted;
    boolean any = began || !changedRuns.isEmpty() || !systems.isEmpty() || !broken.equals(problems);
    lastStarted = started;
    runs = now;
    inForce = planned;
    problems = broken;
    return new Change(any, began, systems, changedRuns);
  }

  private static <T> Set<String> differing(Map<String, T> before, Map<String, T> now) {
    Map<String, T> all = new HashMap<>(before);
    all.putAll(now);
    all.keySet().removeIf(key -> Objects.equals(before.get(key), now.get(key)));
    return new HashSet<>(all.keySet());
  }
}
