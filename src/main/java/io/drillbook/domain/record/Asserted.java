package io.drillbook.domain.record;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What people say that they did, entered after it was done. It has a kind of line of its own, so
 * that nothing that reads facts, decisions or confirmations can take it for something that was
 * observed: it proves nothing and stops no clock of a run that the program saw.
 */
public final class Asserted {
  /** What stands beside every such step, wherever it is shown. */
  public static final String MARK = "asserted, not observed";

  /** Detail of the first line of a run that the program saw nothing of. */
  public static final String WHOLE = "asserted";

  /** Detail: when the step was over, ISO 8601. */
  public static final String ENDED = "ended";

  /** Detail: who entered it. */
  public static final String ENTERED_BY = "enteredBy";

  /** Detail: when it was entered, ISO 8601. */
  public static final String ENTERED_AT = "enteredAt";

  private static final String NOTE = "note";
  private static final String CONFIRMED = "Service confirmed";
  private static final String CONFIRMS = "confirms";

  private Asserted() {}

  /** The line of a step. */
  public static EntryDraft line(HandStep step, String enteredBy, Instant enteredAt) {
    return line(step, enteredBy, enteredAt, Map.of());
  }

  /** The line that says when the service was back, as people say. */
  public static EntryDraft confirmed(Instant at, String enteredBy, Instant enteredAt) {
    HandStep step = new HandStep(CONFIRMED, at, at, enteredBy, "");
    return line(step, enteredBy, enteredAt, Map.of(CONFIRMS, "true"));
  }

  private static EntryDraft line(
      HandStep step, String enteredBy, Instant enteredAt, Map<String, String> more) {
    Map<String, String> details = new TreeMap<>(more);
    details.put(ENDED, step.ended().toString());
    details.put(ENTERED_BY, enteredBy);
    details.put(ENTERED_AT, enteredAt.toString());
    if (!step.note().isEmpty()) {
      details.put(NOTE, step.note());
    }
    return new EntryDraft(
        step.began(), EntryKind.ASSERTED, "", step.name(), step.by(), 0, MARK, details);
  }

  /** The first line of a run that happened on paper only. */
  public static EntryDraft runStarted(Run run) {
    EntryDraft line = Entries.runStarted(run);
    Map<String, String> details = new TreeMap<>(line.details());
    details.put(WHOLE, "true");
    return new EntryDraft(
        line.at(), line.kind(), line.step(), line.name(), line.actor(), 0, MARK, details);
  }

  /** Whether the run happened on paper only. */
  public static boolean isWhole(List<RecordEntry> lines) {
    return lines.stream()
        .map(RecordEntry::entry)
        .anyMatch(it -> it.kind() == EntryKind.RUN_STARTED && it.detail(WHOLE).equals("true"));
  }

  /** Whether the step is on the record already: a file that is sent twice counts once. */
  public static boolean isThere(HandStep step, List<RecordEntry> lines) {
    EntryDraft line = line(step, "", step.ended());
    return of(lines)
        .anyMatch(
            it ->
                it.at().equals(line.at())
                    && it.name().equals(line.name())
                    && it.actor().equals(line.actor())
                    && it.detail(ENDED).equals(line.detail(ENDED)));
  }

  /** The steps, in the order of the lines. */
  static List<TimelineStep> steps(List<RecordEntry> lines) {
    return of(lines).map(Asserted::step).toList();
  }

  /** When the service was back, as people say; else when the last of their steps was over. */
  static Optional<Instant> over(List<RecordEntry> lines) {
    Optional<Instant> confirmed =
        of(lines)
            .filter(it -> it.detail(CONFIRMS).equals("true"))
            .map(EntryDraft::at)
            .max(Comparator.naturalOrder());
    return confirmed.or(() -> of(lines).map(Asserted::ended).max(Comparator.naturalOrder()));
  }

  private static Stream<EntryDraft> of(List<RecordEntry> lines) {
    return lines.stream().map(RecordEntry::entry).filter(it -> it.kind() == EntryKind.ASSERTED);
  }

  private static TimelineStep step(EntryDraft line) {
    return new TimelineStep(
        line.name(),
        line.step(),
        "",
        StepNature.TASK,
        line.actor(),
        line.at(),
        Optional.of(ended(line)),
        0,
        MARK,
        line.detail(NOTE),
        true);
  }

  private static Instant ended(EntryDraft line) {
    Instant ended = Instant.parse(line.detail(ENDED));
    return ended.isBefore(line.at()) ? line.at() : ended;
  }
}
