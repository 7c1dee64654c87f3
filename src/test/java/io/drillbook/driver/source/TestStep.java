package io.drillbook.driver.source;

import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A step without an engine; it remembers what was reported and can cancel itself. */
public final class TestStep implements StepContext {
  private final String runId;
  private final int attempt;
  private final boolean cancelOnProgress;
  private final Cancellation cancellation = new Cancellation();
  private final Set<String> subjects = ConcurrentHashMap.newKeySet();

  private TestStep(String runId, int attempt, boolean cancelOnProgress) {
    this.runId = runId;
    this.attempt = attempt;
    this.cancelOnProgress = cancelOnProgress;
  }

  public static TestStep of(String runId, int attempt) {
    return new TestStep(runId, attempt, false);
  }

  /** A step that is cancelled as soon as the first bytes have passed. */
  public static TestStep cancelledOnProgress(String runId, int attempt) {
    return new TestStep(runId, attempt, true);
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
    if (cancelOnProgress) {
      cancellation.cancel("the test wants so");
    }
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
