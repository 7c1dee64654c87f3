package io.drillbook.usecase;

import io.drillbook.domain.point.Member;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.util.Collection;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Reads the members of a recovery point several at a time: a checksum keeps only one core busy. */
public final class EachMember {
  /** More would only wait for the same disk or network. */
  private static final int MOST = 4;

  private EachMember() {}

  /** What is done with one member; called from several threads. */
  @FunctionalInterface
  public interface Work {
    /** Does it; throws to end the work on the others too. */
    void on(Member member, StepContext context);
  }

  /** Returns when it was done with every member, and throws what the first failing one threw. */
  public static void of(Collection<Member> members, StepContext context, Work work) {
    Queue<Member> waiting = new ConcurrentLinkedQueue<>(members);
    int width =
        Math.min(
            Math.min(MOST, Runtime.getRuntime().availableProcessors()),
            Math.max(1, members.size()));
    SideBySide.Part part =
        inner -> {
          for (Member next = waiting.poll(); next != null; next = waiting.poll()) {
            inner.cancellation().check();
            work.on(next, inner);
          }
        };
    SideBySide.run(context, Collections.nCopies(width, part));
  }
}
