package io.drillbook.domain.effect;

import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.StepRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A step of a cutover that a person does by a checklist, and what the record says of it. Lines that
 * were edited since are another piece of work.
 *
 * @param move which moving of traffic in the run it belongs to
 * @param part the number of the step in the plan's list, from 1
 * @param lines what a person does, at most {@link #MOST_LINES} of them
 */
public record HandWork(String move, int part, List<String> lines) {
  /** What a form has room for. */
  public static final int MOST_LINES = 10;

  /** What a line of a form has room for, in characters. */
  public static final int LONGEST_LINE = 200;

  /** Outcome of a fact: a person worked a checklist. */
  public static final String WORKED = "checklist";

  private static final String MOVE = "move";
  private static final String PART = "step of the cutover";
  private static final String DONE = "done: ";
  private static final String NOT_DONE = "NOT DONE: ";

  public HandWork {
    lines = List.copyOf(lines);
  }

  /**
   * A person worked it.
   *
   * @param ticked the numbers of the lines that are done, from 1
   * @param reason why it goes on without the others
   */
  public EntryDraft worked(
      Instant at, StepRef step, String person, Set<Integer> ticked, String reason) {
    Map<String, String> details = new TreeMap<>();
    details.put(MOVE, move);
    details.put(PART, Integer.toString(part));
    for (int i = 1; i <= lines.size(); i++) {
      details.put(key(i), (ticked.contains(i) ? DONE : NOT_DONE) + lines.get(i - 1));
    }
    if (!reason.isEmpty()) {
      details.put(Entries.REASON, reason);
    }
    return Entries.fact(at, step, person, WORKED, details);
  }

  /** Whether the record tells that a person worked it. */
  public boolean isWorked(List<RecordEntry> record) {
    return record.stream().map(RecordEntry::entry).anyMatch(this::isOf);
  }

  private boolean isOf(EntryDraft line) {
    if (line.kind() != EntryKind.FACT
        || !WORKED.equals(line.outcome())
        || !move.equals(line.detail(MOVE))
        || !Integer.toString(part).equals(line.detail(PART))
        || !line.detail(key(lines.size() + 1)).isEmpty()) {
      return false;
    }
    for (int i = 1; i <= lines.size(); i++) {
      String said = line.detail(key(i));
      if (!Set.of(DONE + lines.get(i - 1), NOT_DONE + lines.get(i - 1)).contains(said)) {
        return false;
      }
    }
    return true;
  }

  private static String key(int line) {
    return "line %02d".formatted(line);
  }

  /** The lines in one text, as a process variable holds them. */
  public String text() {
    return String.join("\n", lines);
  }

  /** The step that such a text belongs to. */
  public static HandWork of(String move, String part, String text) {
    return new HandWork(move, Integer.parseInt(part), text.lines().toList());
  }
}
