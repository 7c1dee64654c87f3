package io.drillbook.domain.audit;

import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of all records are looked for; what is empty does not matter.
 *
 * @param text stands in the step, the outcome or the details, in whatever case
 * @param system that the run, or the change of a plan, is of
 * @param kind only lines of this kind, beside the topic
 * @param outcome the whole word or phrase of it
 * @param actor the whole name of who did it
 * @param from when it happened, included
 * @param to when it happened, excluded
 * @param runKind only lines of runs of this kind
 * @param verdict only lines of runs that ended so
 */
public record AuditFilter(
    AuditTopic topic,
    Optional<String> text,
    Optional<String> system,
    Optional<EntryKind> kind,
    Optional<String> outcome,
    Optional<String> actor,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<RunKind> runKind,
    Optional<Verdict> verdict) {
  /** Every line of a topic. */
  public static AuditFilter of(AuditTopic topic) {
    return new AuditFilter(
        topic,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The lines of these that say so. */
  public AuditFilter saying(String words) {
    return new AuditFilter(
        topic, text, system, kind, Optional.of(words), actor, from, to, runKind, verdict);
  }
}
