package io.drillbook.usecase.incident;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.lang.reflect.RecordComponent;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes on the record of each open recovery that its plan was edited, and what in it. The run
 * keeps its RTO and the rules of its approvals; steps that have not begun go by the new plan, so a
 * yes that was given before targets or the way of recovery changed counts no longer.
 */
public final class NoteEditedPlan {
  private static final Set<RunKind> REHEARSED_OR_ROUTINE =
      Set.of(
          RunKind.BACKUP,
          RunKind.DRILL,
          RunKind.CHECK,
          RunKind.EXPIRY,
          RunKind.ROTATION,
          RunKind.READINESS);
  private static final Set<String> DECISIVE = Set.of("targets", "recovery");
  private static final int MOST = 50;

  private final RunStore runs;
  private final RecordStore record;
  private final Clock clock;
  private final Map<String, ProtectionPlan> known = new ConcurrentHashMap<>();

  /** A use case that is told of each plan that changes from now on. */
  public NoteEditedPlan(Plans plans, RunStore runs, RecordStore record, Clock clock) {
    this.runs = runs;
    this.record = record;
    this.clock = clock;
    plans.all().forEach(plan -> known.put(plan.system(), plan));
    plans.onChange(this::note);
  }

  private void note(ProtectionPlan plan) {
    ProtectionPlan before = known.put(plan.system(), plan);
    if (before == null || before.digest().equals(plan.digest())) {
      return;
    }
    Set<String> changed = changed(before, plan);
    boolean decisive = changed.stream().anyMatch(DECISIVE::contains);
    for (Run run : runs.list(Optional.of(plan.system()), Optional.empty(), true, MOST)) {
      if (!REHEARSED_OR_ROUTINE.contains(run.kind())) {
        record.appendNow(
            run.id(), ApprovalLines.planEdited(clock.instant(), "drillbook", changed, decisive));
      }
    }
  }

  private static Set<String> changed(ProtectionPlan before, ProtectionPlan now) {
    Set<String> changed = new TreeSet<>();
    for (RecordComponent part : ProtectionPlan.class.getRecordComponents()) {
      if (!"digest".equals(part.getName()) && !Objects.equals(get(part, before), get(part, now))) {
        changed.add(part.getName());
      }
    }
    return changed;
  }

  private static Object get(RecordComponent part, ProtectionPlan plan) {
    try {
      return part.getAccessor().invoke(plan);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
