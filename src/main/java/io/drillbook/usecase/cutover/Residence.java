package io.drillbook.usecase.cutover;

import io.drillbook.domain.effect.EffectRow;
import io.drillbook.domain.effect.EffectState;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.store.EffectStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where systems live by what runs brought about: the last move of traffic in the ledger of effects.
 */
public final class Residence {
  /** Outcome of a fact: traffic is about to be moved, and to which target. */
  public static final String LEAVES = "traffic leaves";

  /** Detail of that fact: the target. */
  public static final String TO = "to";

  private static final String OVER = "switch over ";
  private static final String BACK = "switch back ";
  private static final Set<String> SAID = Set.of("moved", "not-moved");
  private static final int RUNS = 500;

  private final RunStore runs;
  private final EffectStore effects;
  private final RecordStore record;

  /** Reads these stores. */
  public Residence(RunStore runs, EffectStore effects, RecordStore record) {
    this.runs = runs;
    this.effects = effects;
    this.record = record;
  }

  /** What the last move of traffic means. */
  public enum Place {
    HOME,
    AWAY,
    /** A move began, and neither the ledger nor a person says where it ended. */
    IN_DOUBT
  }

  /**
   * Where a system lives.
   *
   * @param run the run that moved traffic last; empty where none ever did
   * @param target where traffic was moved to; empty where the record does not name it
   */
  public record Lives(Place place, String run, Optional<String> target) {}

  /** Where it lives; at home as long as no run moved it. */
  public Lives of(String system) {
    return Stream.of(RunKind.INCIDENT, RunKind.FAILBACK)
        .flatMap(kind -> runs.list(Optional.of(system), Optional.of(kind), false, RUNS).stream())
        .sorted(Comparator.comparing(Run::startedAt).reversed())
        .map(run -> after(run, system))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(new Lives(Place.HOME, "", Optional.empty()));
  }

  /** The run in which a system is being recovered or brought home just now. */
  public Optional<Run> onTheMove(String system) {
    return Stream.of(RunKind.INCIDENT, RunKind.FAILBACK)
        .flatMap(kind -> runs.list(Optional.of(system), Optional.of(kind), true, 1).stream())
        .findFirst();
  }

  /** Whether the run moved traffic to that target, or may have: users may have written there. */
  public boolean mayHaveServed(String runId, String target) {
    List<String> targets = targets(runId);
    return moves(runId).stream().anyMatch(it -> isOver(it) && it.state() != EffectState.FAILED)
        && (targets.isEmpty() || targets.contains(target));
  }

  /**
   * What is left of a run's moves; those that are known to have failed as a whole moved nothing.
   */
  private Optional<Lives> after(Run run, String system) {
    List<EffectRow> left = new ArrayList<>(moves(run.id()));
    while (!left.isEmpty()) {
      EffectRow last = left.get(left.size() - 1);
      List<EffectRow> move = left.stream().filter(it -> isSameMove(it, last)).toList();
      left.removeAll(move);
      Optional<String> said =
          all(move, EffectState.DONE) ? Optional.of("moved") : said(run.id(), move);
      boolean nothing =
          all(move, EffectState.FAILED) || said.filter("not-moved"::equals).isPresent();
      if (!nothing) {
        return Optional.of(
            new Lives(
                said.isEmpty() ? Place.IN_DOUBT : isOver(last) ? Place.AWAY : Place.HOME,
                run.id(),
                target(run, system)));
      }
    }
    return Optional.empty();
  }

  /** A fail-back that brings traffic to the standby again brings it to where it was. */
  private Optional<String> target(Run run, String system) {
    return Stream.concat(
            Stream.of(run),
            runs.list(Optional.of(system), Optional.of(RunKind.INCIDENT), false, RUNS).stream())
        .map(it -> targets(it.id()))
        .filter(it -> !it.isEmpty())
        .map(it -> it.get(it.size() - 1))
        .findFirst();
  }

  /** What a person said, when asked where that move left traffic. */
  private Optional<String> said(String runId, List<EffectRow> move) {
    Instant began = move.get(0).begunAt();
    return record.entries(runId).stream()
        .map(RecordEntry::entry)
        .filter(it -> !it.at().isBefore(began) && SAID.contains(it.outcome()))
        .map(EntryDraft::outcome)
        .reduce((earlier, later) -> later);
  }

  private List<String> targets(String runId) {
    return record.entries(runId).stream()
        .map(RecordEntry::entry)
        .filter(it -> it.outcome().equals(LEAVES))
        .map(it -> it.detail(TO))
        .toList();
  }

  private List<EffectRow> moves(String runId) {
    return effects.of(runId).stream()
        .filter(it -> isOver(it) || it.effect().name().startsWith(BACK))
        .sorted(Comparator.comparing(EffectRow::begunAt))
        .toList();
  }

  private static boolean isOver(EffectRow row) {
    return row.effect().name().startsWith(OVER);
  }

  private static boolean isSameMove(EffectRow one, EffectRow other) {
    return isOver(one) == isOver(other) && one.effect().visit().equals(other.effect().visit());
  }

  private static boolean all(List<EffectRow> move, EffectState state) {
    return move.stream().allMatch(it -> it.state() == state);
  }
}
