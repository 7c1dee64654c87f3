package io.drillbook.domain.record;

import io.drillbook.domain.plan.ReviewRule.Field;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a person said of a drill before it was closed: a line of the record. */
public final class DrillReview {
  /** The step in which it is said; the clock of the RTO does not count it. */
  public static final String STEP = "userTask_reviewDrill";

  /** Outcome of a fact: a drill ended without something that its record must hold. */
  public static final String INCOMPLETE = "RECORD INCOMPLETE";

  /** Outcome of a fact: a person closed a finding that no drill had passed since. */
  public static final String FINDING_CLOSED = "finding closed by a person";

  /** Outcome of a fact: a person went through a drill. */
  public static final String REVIEWED = "drill reviewed";

  private static final String REVIEWER = "reviewer";
  private static final String YES = "yes";

  private final EntryDraft line;

  private DrillReview(EntryDraft line) {
    this.line = line;
  }

  /**
   * The line.
   *
   * @param author who ran the drill
   * @param answers by their fields; what was not answered is left out
   */
  public static EntryDraft line(
      Instant at, StepRef step, String reviewer, String author, Map<Field, String> answers) {
    Map<String, String> details = new TreeMap<>();
    answers.forEach((field, answer) -> details.put(field.key(), answer));
    details.put(Field.AUTHOR.key(), author);
    details.put(REVIEWER, reviewer);
    return Entries.fact(at, step, reviewer, REVIEWED, details);
  }

  /** The review in a record. */
  public static Optional<DrillReview> of(List<RecordEntry> lines) {
    return lines.stream()
        .map(RecordEntry::entry)
        .filter(it -> it.kind() == EntryKind.FACT && it.outcome().equals(REVIEWED))
        .reduce((first, second) -> second)
        .map(DrillReview::new);
  }

  /** When the review was opened; whatever comes after it is no part of the drill's time. */
  static Optional<Instant> began(List<RecordEntry> lines) {
    return lines.stream()
        .map(RecordEntry::entry)
        .filter(it -> it.kind() == EntryKind.TASK_OPENED && it.step().equals(STEP))
        .map(EntryDraft::at)
        .findFirst();
  }

  /** What was answered. */
  public Optional<String> answer(Field field) {
    return Optional.of(line.detail(field.key())).filter(text -> !text.isBlank());
  }

  /** The same, line by line. */
  public List<String> answers(Field field) {
    return line.detail(field.key()).lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  /** Whether the drill was announced, where somebody said so. */
  public Optional<Boolean> announced() {
    return answer(Field.ANNOUNCED).map(YES::equals);
  }

  /** Who reviewed it. */
  public String reviewer() {
    return line.actor();
  }

  /** When it was signed off. */
  public Instant at() {
    return line.at();
  }
}
