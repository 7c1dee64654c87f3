package io.drillbook.usecase.effect;

import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import java.util.Optional;

/** A step's context that knows the key of the effect that is being brought about. */
record KeyedStep(StepContext step, String key) implements StepContext {
  @Override
  public String runId() {
    return step.runId();
  }

  @Override
  public int attempt() {
    return step.attempt();
  }

  @Override
  public void progress(String subject, long done, long total) {
    step.progress(subject, done, total);
  }

  @Override
  public Cancellation cancellation() {
    return step.cancellation();
  }

  @Override
  public Optional<String> effectKey() {
    return Optional.of(key);
  }
}
