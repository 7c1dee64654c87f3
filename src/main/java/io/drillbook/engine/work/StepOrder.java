package io.drillbook.engine.work;

import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.StepRef;
import java.util.Map;
import java.util.Optional;

/**
 * What a worker is asked to do.
 *
 * @param runId the run
 * @param step the model's element id
 * @param name the step in words
 * @param visit which of the run's comings to the step this is; the same again after a crash
 * @param variables the process variables the step can see
 */
public record StepOrder(
    String runId, String step, String name, String visit, Map<String, Object> variables) {
  /** The step as the place of effects outside. */
  public EffectScope effects() {
    return new EffectScope(runId, new StepRef(step, name, subject()), visit);
  }

  /** The text variable of that name, which the step cannot do without. */
  public String text(String variable) {
    return find(variable)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INTERNAL,
                    "unable to find the variable of the step '" + step + "': '" + variable + "'",
                    "The runbook's model must set it before this step."));
  }

  /** The text variable of that name, if it is set and not empty. */
  public Optional<String> find(String variable) {
    return Optional.ofNullable(variables.get(variable))
        .map(String::valueOf)
        .filter(text -> !text.isBlank());
  }

  /** What tells this piece of work from others of the same step, such as the source's name. */
  public String subject() {
    return find("source").orElse("");
  }
}
