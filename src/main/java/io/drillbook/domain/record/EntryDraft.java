package io.drillbook.domain.record;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A line that is about to enter the record; number and hash are given by the store.
 *
 * @param at when it happened
 * @param step the model's element id, or empty where the line belongs to the run as a whole
 * @param name the step in words, as a person reads it
 * @param actor the person, the worker or the timer that did it
 * @param attempt 1, 2 … for steps that are tried again, else 0
 * @param outcome one word or short phrase, may be empty
 * @param details further facts and decisions; never a secret
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
    details = new TreeMap<>(details);
  }
}
