package io.drillbook.spi.step;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs the parts of one step side by side; the first that fails ends the others. */
public final class SideBySide {
  private SideBySide() {}

  /** One part; it is given a context whose cancellation is the step's and the siblings' alike. */
  @FunctionalInterface
  public interface Part {
    /** Does the work; throws to end the siblings too. */
    void run(StepContext context);
  }

  /**
   * Returns when every part has ended, and throws what the first failing one threw: a process that
   * outlived the step could still write into the target.
   */
  public static void run(StepContext context, List<Part> parts) {
    Cancellation shared = new Cancellation();
    context.cancellation().onCancel(() -> shared.cancel("the step was cancelled"));
    StepContext inner = new Inner(context, shared);
    AtomicReference<Throwable> first = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (Part part : parts) {
      Thread thread =
          new Thread(
              () -> attempt(part, inner, first),
              "part " + threads.size() + " of " + context.runId());
      threads.add(thread);
      thread.start();
    }
    threads.forEach(thread -> join(thread, shared));
    context.cancellation().check();
    if (first.get() instanceof RuntimeException e) {
      throw e;
    }
    if (first.get() instanceof Error e) {
      throw e;
    }
  }

  private static void attempt(Part part, StepContext inner, AtomicReference<Throwable> first) {
    try {
      part.run(inner);
    } catch (RuntimeException | Error e) {
      first.compareAndSet(null, e);
      inner.cancellation().cancel("another part of the step failed");
    }
  }

  private static void join(Thread thread, Cancellation shared) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      shared.cancel("the step was interrupted");
      Thread.currentThread().interrupt();
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to wait for the parts of the step: '" + thread.getName() + "'",
          "The step was interrupted; its run says why.",
          e);
    }
  }

  private record Inner(StepContext outer, Cancellation cancellation) implements StepContext {
    @Override
    public String runId() {
      return outer.runId();
    }

    @Override
    public Optional<String> effectKey() {
      return outer.effectKey();
    }

    @Override
    public int attempt() {
      return outer.attempt();
    }

    @Override
    public void progress(String subject, long done, long total) {
      outer.progress(subject, done, total);
    }
  }
}
