package io.drillbook.engine.people;

import io.drillbook.domain.effect.EffectWords;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.runbook.Variables;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** A person's word on whether an effect is there that nobody else could tell of. */
final class EffectAnswer {
  private EffectAnswer() {}

  /** The line for the record, where the form asked and was answered. */
  static Optional<EntryDraft> of(DelegateTask task, StepRef step, Instant now) {
    if (!task.getTaskDefinitionKey().equals("userTask_decideHowToContinue")
        || !FaultCode.EFFECT_UNKNOWN.name().equals(task.getVariable(Variables.FAULT_CODE))) {
      return Optional.empty();
    }
    return Optional.ofNullable(task.getVariable(Variables.EFFECT_ANSWER))
        .map(String::valueOf)
        .filter(answer -> !answer.isBlank())
        .map(
            answer ->
                Entries.fact(
                    now, step, task.getAssignee(), EffectWords.ANSWERED, Map.of("answer", answer)));
  }
}
