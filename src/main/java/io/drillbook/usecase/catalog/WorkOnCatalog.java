package io.drillbook.usecase.catalog;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Checks or rebuilds the catalog in the background, one at a time: far vaults take minutes. What
 * came of the last one is kept until the server stops.
 */
public final class WorkOnCatalog {
  private final CheckCatalog check;
  private final RebuildCatalog rebuild;
  private final Clock clock;
  private final Executor background;
  private Optional<Work> last = Optional.empty();

  /** Takes what it works with; works in a thread of its own. */
  public WorkOnCatalog(CheckCatalog check, RebuildCatalog rebuild, Clock clock) {
    this(check, rebuild, clock, WorkOnCatalog::inThread);
  }

  WorkOnCatalog(CheckCatalog check, RebuildCatalog rebuild, Clock clock, Executor background) {
    this.check = check;
    this.rebuild = rebuild;
    this.clock = clock;
    this.background = background;
  }

  /** What there is to do. */
  public enum Task {
    /** Compare and change nothing. */
    CHECK,
    /** Compare and correct the catalog. */
    REBUILD
  }

  /**
   * One piece of work.
   *
   * @param report empty while it is at work, and where it failed
   * @param problem why it failed
   */
  public record Work(
      Task task,
      String by,
      Instant startedAt,
      Optional<Instant> endedAt,
      Optional<CatalogReport> report,
      Optional<String> problem) {}

  /**
   * Starts.
   *
   * @param by who asked for it
   * @param over told when it is over, however it went; with the defect where there was one
   * @throws Fault OBJECT_EXISTS where other work on the catalog goes on
   */
  public void start(Task task, String by, BiConsumer<Work, Optional<RuntimeException>> over) {
    Work begun = begin(task, by);
    background.execute(() -> end(begun, over));
  }

  /** The work that goes on, or else the last one. */
  public synchronized Optional<Work> last() {
    return last;
  }

  private synchronized Work begin(Task task, String by) {
    if (last.filter(work -> work.endedAt().isEmpty()).isPresent()) {
      throw new Fault(
          FaultCode.OBJECT_EXISTS,
          "unable to work on the catalog twice at a time: '" + last.get().task() + "'",
          "It goes on since " + last.get().startedAt() + "; wait for its end.");
    }
    Work begun =
        new Work(task, by, clock.instant(), Optional.empty(), Optional.empty(), Optional.empty());
    last = Optional.of(begun);
    return begun;
  }

  private void end(Work begun, BiConsumer<Work, Optional<RuntimeException>> over) {
    Supplier<CatalogReport> task = begun.task() == Task.CHECK ? check::check : rebuild::rebuild;
    try {
      CatalogReport report = task.get();
      over.accept(ended(begun, Optional.of(report), Optional.empty()), Optional.empty());
    } catch (Fault e) {
      String problem = e.getMessage() + " " + e.hint();
      over.accept(ended(begun, Optional.empty(), Optional.of(problem)), Optional.empty());
    } catch (RuntimeException e) {
      String problem = "unable to finish: 'a defect of Drillbook, its log holds the cause'";
      over.accept(ended(begun, Optional.empty(), Optional.of(problem)), Optional.of(e));
    }
  }

  private synchronized Work ended(
      Work begun, Optional<CatalogReport> report, Optional<String> problem) {
    Work over =
        new Work(
            begun.task(),
            begun.by(),
            begun.startedAt(),
            Optional.of(clock.instant()),
            report,
            problem);
    last = Optional.of(over);
    return over;
  }

  private static void inThread(Runnable work) {
    Thread thread = new Thread(work, "work on the catalog");
    thread.setDaemon(true);
    thread.start();
  }
}
