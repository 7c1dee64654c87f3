package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Brings one capture back by the target's own program. */
final class Restore {
  private final SourceCapture capture;
  private final Spot target;
  private final Handover handover;
  private final Mark mark;
  private final StepContext context;
  private final String content;
  private final List<String> notes = new ArrayList<>();

  Restore(SourceCapture capture, Spot target, Handover handover, Mark mark, StepContext context) {
    this.capture = capture;
    this.target = target;
    this.handover = handover;
    this.mark = mark;
    this.context = context;
    this.content =
        Spot.hash(capture.dataTime() + " " + capture.facts().getOrDefault(Facts.SUM, ""));
  }

  /** The target was compared with production before. */
  RestoreReport run() {
    target.requireReachable(FaultCode.TARGET_UNREACHABLE);
    mark.takeOver(context.attempt());
    Vacancy vacancy = new Vacancy(target, mark);
    if (mark.isDone(content) && target.emptiness() != Spot.Emptiness.EMPTY) {
      notes.add("an earlier attempt of this run had restored it");
      return new RestoreReport(found(), notes, true);
    }
    vacancy.make();
    mark.begin(content, context.attempt());
    try {
      handover.run(process -> mark.runs(content, context.attempt(), process));
      requireSomething();
      Map<String, Long> found = found();
      compare(found);
      context.cancellation().check();
      mark.done(content, context.attempt());
      return new RestoreReport(found, notes, false);
    } catch (RuntimeException e) {
      cleanUp(e);
      throw e;
    }
  }

  /** What was handed over, and what the target counts if it can. */
  private Map<String, Long> found() {
    Map<String, Long> found = new TreeMap<>();
    if (target.settings().has(CommandSettings.COUNT)) {
      found.putAll(target.counts());
      found.keySet().retainAll(capture.contents().keySet());
    } else if (capture.contents().size() > 1) {
      notes.add("what was counted at the source is not compared: the target names no 'count'");
    }
    found.put(Facts.BYTES, capture.contents().getOrDefault(Facts.BYTES, 0L));
    return found;
  }

  private void requireSomething() {
    if (target.emptiness() == Spot.Emptiness.EMPTY) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to find anything in the target after the restore: '"
              + target.program().shown(CommandSettings.RESTORE)
              + "'",
          "It ended with exit code 0, but 'empty' says that the target is empty.");
    }
  }

  private void compare(Map<String, Long> found) {
    Map<String, String> wrong = new TreeMap<>();
    if (target.settings().has(CommandSettings.COUNT)) {
      capture
          .contents()
          .forEach(
              (name, count) -> {
                if (!count.equals(found.get(name))) {
                  wrong.put(name, found.get(name) + " instead of " + count);
                }
              });
    }
    if (!wrong.isEmpty()) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that everything came back: '" + wrong + "'",
          "Verify the recovery point or choose another one; do both 'count' programs count alike?");
    }
  }

  /**
   * A failed attempt leaves nothing where the target was empty before; what lay there before, where
   * the plan lets it be overwritten, is not this run's to remove.
   */
  private void cleanUp(RuntimeException cause) {
    if (!target.settings().has(CommandSettings.DISCARD) || target.settings().mayOverwrite()) {
      return;
    }
    try {
      if (!mark.isAttempt(context.attempt())) {
        // A newer attempt took over while this one slept: what lies there is not this one's.
        return;
      }
      new Spot(target.program(), new Cancellation()).discard();
      mark.discarded(context.attempt());
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
