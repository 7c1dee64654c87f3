package io.drillbook.domain.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A line that is about to enter the record; number and hash are given by the store. Whatever it is
 * made of, it can be stored and reads back equal: times are cut to microseconds, text that is
 * missing becomes empty, and characters that a database refuses or cannot tell apart are replaced
 * by U+FFFD. A failure's message must never be the reason that the failure is not on the record.
 *
 * @param at when it happened
 * @param step the model's element id, or empty where the line belongs to the run as a whole
 * @param name the step in words, as a person reads it
 * @param actor the person, the worker or the timer that did it
 * @param attempt 1, 2 … for steps that are tried again, else 0
 * @param outcome one word or short phrase, may be empty
 * @param details further facts and decisions, keys as in {@link Entries}; never a secret
 */
public record EntryDraft(
    Instant at,
    EntryKind kind,
    String step,
    String name,
    String actor,
    int attempt,
    String outcome,
    Map<String, String> details) {
  public EntryDraft {
    at = at.truncatedTo(ChronoUnit.MICROS);
    step = StorableText.of(step);
    name = StorableText.of(name);
    actor = StorableText.of(actor);
    outcome = StorableText.of(outcome);
    details = storable(details);
  }

  /** A further fact under a key, or empty where the line has none. */
  public String detail(String key) {
    return details.getOrDefault(key, "");
  }

  /** The same line with other facts. */
  public EntryDraft with(Map<String, String> others) {
    return new EntryDraft(at, kind, step, name, actor, attempt, outcome, others);
  }

  EntryDraft happenedAt(Instant other) {
    return new EntryDraft(other, kind, step, name, actor, attempt, outcome, details);
  }

  private static Map<String, String> storable(Map<String, String> details) {
    Map<String, String> clean = new TreeMap<>();
    details.forEach((key, value) -> clean.put(StorableText.of(key), StorableText.of(value)));
    return Collections.unmodifiableMap(clean);
  }
}
