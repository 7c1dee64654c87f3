package io.drillbook.usecase.incident;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.ApprovalLines.Edit;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Votes;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import java.lang.reflect.RecordComponent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes on the record of each open recovery that its plan was edited, and what in it. The run
 * keeps its RTO and the rules of its approvals; steps that have not begun go by the new plan, so a
 * yes that was given before targets or the way of recovery changed counts no longer, and people are
 * asked anew. An edit that no server saw is found by the digest on the record; what in it changed
 * cannot be told then, so it counts as one that matters.
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
  private final Votes votes;
  private final Clock clock;
  private final Map<String, ProtectionPlan> known = new ConcurrentHashMap<>();

  /**
   * A use case that looks at once for edits that no server saw, before anybody can vote, and is
   * told of each plan that changes from now on.
   */
  public NoteEditedPlan(Plans plans, RunStore runs, RecordStore record, Votes votes, Clock clock) {
    this.runs = runs;
    this.record = record;
    this.votes = votes;
    this.clock = clock;
    plans.all().forEach(this::note);
    plans.onChange(this::note);
  }

  private void note(ProtectionPlan plan) {
    Optional<ProtectionPlan> before = Optional.ofNullable(known.put(plan.system(), plan));
    for (Run run : runs.list(Optional.of(plan.system()), Optional.empty(), true, MOST)) {
      if (!REHEARSED_OR_ROUTINE.contains(run.kind())) {
        note(run, plan, before);
      }
    }
  }

  private void note(Run run, ProtectionPlan plan, Optional<ProtectionPlan> before) {
    List<RecordEntry> lines = record.entries(run.id());
    String seen =
        ApprovalLines.lastDigest(lines)
            .filter(digest -> !digest.isEmpty())
            .orElse(run.planDigest());
    if (!seen.equals(plan.digest())) {
      Optional<Set<String>> changed =
          before.filter(it -> it.digest().equals(seen)).map(it -> changed(it, plan));
      boolean decisive =
          changed.map(blocks -> blocks.stream().anyMatch(DECISIVE::contains)).orElse(true);
      record.appendNow(
          run.id(),
          ApprovalLines.planEdited(
              clock.instant(), "drillbook", new Edit(plan.digest(), changed, decisive)));
    }
    // Also where it was on the record: a server that died in between may not have asked anew.
    ApprovalLines.all(record.entries(run.id())).stream()
        .filter(approval -> approval.ended().isEmpty() && approval.round() > 1)
        .forEach(approval -> votes.askAnew(approval.id(), approval.round()));
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
