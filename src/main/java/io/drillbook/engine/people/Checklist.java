package io.drillbook.engine.people;

import io.drillbook.domain.effect.HandWork;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.runbook.ChecklistVariables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** A task in which a person works the checklist of a cutover's step. */
record Checklist(HandWork work) {
  private static final String TASK = "userTask_workChecklist";

  /** The checklist of a task; empty for all other tasks. */
  static Optional<Checklist> of(DelegateTask task) {
    return TASK.equals(task.getTaskDefinitionKey())
        ? Optional.of(
            new Checklist(
                HandWork.of(
                    String.valueOf(task.getVariable(ChecklistVariables.MOVE)),
                    String.valueOf(task.getVariable(ChecklistVariables.PART)),
                    String.valueOf(task.getVariable(ChecklistVariables.LINES)))))
        : Optional.empty();
  }

  /**
   * What the form shows. All of it is local to the task: the ticks of the checklist before must not
   * stand in this one.
   */
  Map<String, Object> variables() {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (int i = 1; i <= HandWork.MOST_LINES; i++) {
      boolean there = i <= work.lines().size();
      variables.put(ChecklistVariables.ITEM + i, there ? work.lines().get(i - 1) : "");
      variables.put(ChecklistVariables.DONE + i, false);
    }
    variables.put("reason", "");
    return variables;
  }

  /** What it says on the record: who ticked what; to go on without a line overrides the plan. */
  List<EntryDraft> worked(
      DelegateTask task, StepRef step, String person, String reason, Instant now) {
    Set<Integer> ticked = new TreeSet<>();
    for (int i = 1; i <= work.lines().size(); i++) {
      if (Boolean.parseBoolean(String.valueOf(task.getVariable(ChecklistVariables.DONE + i)))) {
        ticked.add(i);
      }
    }
    List<EntryDraft> lines = new ArrayList<>();
    lines.add(work.worked(now, step, person, ticked, reason));
    if (ticked.size() < work.lines().size()) {
      lines.add(Entries.decision(now, step, person, Choice.OVERRIDE, reason));
    }
    return lines;
  }
}
