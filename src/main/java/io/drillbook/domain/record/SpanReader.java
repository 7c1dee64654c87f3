package io.drillbook.domain.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Pairs beginnings and ends of steps, attempts and tasks, read in the order of time. It never fails
 * on a record that a crash or a rollback left with only one of the two.
 */
final class SpanReader {
  private static final String LOST = "lost";

  private final List<Span> spans = new ArrayList<>();

  void read(EntryDraft entry) {
    switch (entry.kind()) {
      case STEP_BEGAN -> spans.add(new Span(Span.Type.STEP, entry));
      case TASK_OPENED -> spans.add(new Span(Span.Type.TASK, entry));
      case ATTEMPT_BEGAN -> attemptBegan(entry);
      case STEP_ENDED -> stepEnded(entry);
      case ATTEMPT_ENDED, ATTEMPT_FAILED -> attemptEnded(entry);
      case TASK_CLAIMED -> openTask(entry).ifPresent(span -> span.actor = entry.actor());
      case TASK_COMPLETED -> endOrAdd(Span.Type.TASK, entry);
      case STEP_CANCELLED -> open(span -> span.isOf(entry)).forEach(span -> span.end(entry));
      case DECISION -> decided(entry);
      case RUN_ENDED -> open(span -> true).forEach(span -> span.concludeEnd(entry.at(), ""));
      default -> {
        // the other kinds take no time
      }
    }
  }

  /** Every span: what the clocks are computed from. */
  List<TimelineStep> all() {
    return spans.stream().map(Span::row).toList();
  }

  /** The rows to show: a step whose attempts are known is shown by them. */
  List<TimelineStep> rows() {
    return spans.stream().filter(span -> !hasAttempts(span)).map(Span::row).toList();
  }

  private boolean hasAttempts(Span step) {
    return step.type == Span.Type.STEP
        && spans.stream()
            .anyMatch(
                span ->
                    span.type == Span.Type.ATTEMPT
                        && span.isOf(step.opening)
                        && span.overlaps(step));
  }

  private void attemptBegan(EntryDraft entry) {
    open(span -> span.type == Span.Type.ATTEMPT && span.isOf(entry))
        .forEach(span -> span.concludeEnd(entry.at(), LOST));
    spans.add(new Span(Span.Type.ATTEMPT, entry));
  }

  private void stepEnded(EntryDraft entry) {
    open(span -> span.type == Span.Type.ATTEMPT && span.isOf(entry))
        .forEach(span -> span.concludeEnd(entry.at(), entry.outcome()));
    endOrAdd(Span.Type.STEP, entry);
  }

  /** A worker that was thought lost may still report; its line never ends a newer attempt. */
  private void attemptEnded(EntryDraft entry) {
    Optional<Span> own =
        last(
            span ->
                span.type == Span.Type.ATTEMPT
                    && span.isOf(entry)
                    && span.opening.attempt() == entry.attempt()
                    && (span.ended == null || span.endConcluded));
    own.ifPresentOrElse(span -> span.end(entry), () -> attemptWithoutBeginning(entry));
  }

  /** A short step writes no line when a try begins: it began with the step. */
  private void attemptWithoutBeginning(EntryDraft entry) {
    Optional<Span> step =
        last(span -> span.type == Span.Type.STEP && span.isOf(entry) && span.ended == null);
    Span attempt =
        new Span(
            Span.Type.ATTEMPT, step.map(span -> entry.happenedAt(span.opening.at())).orElse(entry));
    attempt.end(entry);
    spans.add(attempt);
  }

  private void decided(EntryDraft entry) {
    last(span -> span.type == Span.Type.TASK && span.isOf(entry))
        .ifPresent(
            task -> {
              task.outcome = entry.outcome();
              task.reason = entry.detail(Entries.REASON);
            });
  }

  private void endOrAdd(Span.Type type, EntryDraft entry) {
    Optional<Span> open = last(span -> span.type == type && span.isOf(entry) && span.ended == null);
    open.ifPresentOrElse(
        span -> {
          String decided = span.outcome;
          span.end(entry);
          span.outcome = entry.outcome().isEmpty() ? decided : entry.outcome();
        },
        () -> add(type, entry));
  }

  private void add(Span.Type type, EntryDraft entry) {
    Span span = new Span(type, entry);
    span.end(entry);
    spans.add(span);
  }

  private Optional<Span> openTask(EntryDraft entry) {
    return last(span -> span.type == Span.Type.TASK && span.isOf(entry) && span.ended == null);
  }

  private List<Span> open(Predicate<Span> which) {
    return spans.stream().filter(span -> span.ended == null).filter(which).toList();
  }

  private Optional<Span> last(Predicate<Span> which) {
    // From the end: what is looked for mostly began last, and a run may have thousands.
    for (int i = spans.size() - 1; i >= 0; i--) {
      if (which.test(spans.get(i))) {
        return Optional.of(spans.get(i));
      }
    }
    return Optional.empty();
  }
}
