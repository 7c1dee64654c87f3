package io.drillbook.driver.source;

import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A step without an engine; it remembers what was reported and can cancel itself. */
public final class TestStep implements StepContext {
  private final String runId;
  private final int attempt;
  private final AtomicReference<Consumer<TestStep>> onProgress;
  private final Cancellation cancellation = new Cancellation();
  private final Set<String> subjects = ConcurrentHashMap.newKeySet();

  private TestStep(String runId, int attempt, Consumer<TestStep> onProgress) {
    this.runId = runId;
    this.attempt = attempt;
    this.onProgress = new AtomicReference<>(onProgress);
  }

  public static TestStep of(String runId, int attempt) {
    return new TestStep(runId, attempt, step -> {});
  }

  /** A step that is cancelled as soon as the first bytes have passed. */
  public static TestStep cancelledOnProgress(String runId, int attempt) {
    return doing(runId, attempt, step -> step.cancellation.cancel("the test wants so"));
  }

  /** A step in which something happens once, as soon as the first bytes have passed. */
  public static TestStep doing(String runId, int attempt, Consumer<TestStep> onProgress) {
    return new TestStep(runId, attempt, onProgress);
  }

  @Override
  public String runId() {
    return runId;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public void progress(String subject, long done, long total) {
    subjects.add(subject);
    onProgress.getAndSet(step -> {}).accept(this);
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  /** What progress was reported of. */
  public Set<String> subjects() {
    return subjects;
  }
}
