package io.drillbook.domain.record;

import java.time.Instant;

/**
 * Something of the timeline that took no time: a decision, a refusal, a warning, a fact, a message.
 *
 * @param number of its line in the record
 * @param reason where one was given
 */
public record TimelineMoment(
    long number,
    Instant at,
    EntryKind kind,
    String name,
    String actor,
    String outcome,
    String reason) {

  static TimelineMoment of(RecordEntry line) {
    EntryDraft entry = line.entry();
    return new TimelineMoment(
        line.number(),
        entry.at(),
        entry.kind(),
        entry.name(),
        entry.actor(),
        entry.outcome(),
        entry.detail(Entries.REASON));
  }
}
