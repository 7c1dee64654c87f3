package io.drillbook.domain.audit;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an auditor looks for in the record: lines of some kinds, decisions of some, and facts. */
public enum AuditTopic {
  /** All topics below, without the steps of machines. */
  KEY("What matters", Set.of(), Set.of(), Set.of()),
  RUNS(
      "Runs: begin, end, service confirmed",
      Set.of(EntryKind.RUN_STARTED, EntryKind.RUN_ENDED, EntryKind.SERVICE_CONFIRMED),
      Set.of(),
      Set.of(Entries.SERVICE_WITHDRAWN)),
  DECISIONS("Decisions of people", Set.of(EntryKind.DECISION), Set.of(), Set.of()),
  APPROVALS(
      "Approvals: asked, called, answered, ended",
      Set.of(),
      Set.of(Choice.APPROVE, Choice.REJECT),
      Set.of(ApprovalLines.ASKED, ApprovalLines.CALLED, ApprovalLines.ENDED)),
  SKIPS(
      "Skips, and sources left out",
      Set.of(),
      Set.of(Choice.SKIP),
      Set.of("goes on without", Entries.SOURCE_MISSING)),
  OVERRIDES("Overrides", Set.of(), Set.of(Choice.OVERRIDE), Set.of(Entries.PLAN_NOT_READY)),
  REFUSALS("Refused access", Set.of(EntryKind.REFUSED), Set.of(), Set.of()),
  CHANGES(
      "Changes of plans and runbooks",
      Set.of(),
      Set.of(),
      Set.of(
          ApprovalLines.PLAN_EDITED,
          ServerRecord.PLAN_CHANGED,
          ServerRecord.PLAN_GONE,
          ServerRecord.RUNBOOKS_CHANGED)),
  EVERYTHING("Every line", Set.of(EntryKind.values()), Set.of(), Set.of());

  private final String title;
  private final Set<EntryKind> kinds;
  private final Set<Choice> choices;
  private final Set<String> facts;

  AuditTopic(String title, Set<EntryKind> kinds, Set<Choice> choices, Set<String> facts) {
    this.title = title;
    this.kinds = kinds;
    this.choices = choices;
    this.facts = facts;
  }

  /** What people read. */
  public String title() {
    return title;
  }

  /** The word in addresses. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Lines of these kinds belong to it, whatever they say. */
  public Set<EntryKind> kinds() {
    return this == KEY ? union(topic -> topic.kinds.stream()) : kinds;
  }

  /** Decisions of these choices belong to it, where not every decision does. */
  public Set<Choice> choices() {
    return this == KEY ? union(topic -> topic.choices.stream()) : choices;
  }

  /** Facts with these outcomes belong to it. */
  public Set<String> facts() {
    return this == KEY ? union(topic -> topic.facts.stream()) : facts;
  }

  /** The topic of that word, if there is one. */
  public static Optional<AuditTopic> of(String id) {
    return Stream.of(values()).filter(topic -> topic.id().equals(id)).findFirst();
  }

  private static <T> Set<T> union(java.util.function.Function<AuditTopic, Stream<T>> part) {
    Set<T> all = new LinkedHashSet<>();
    List.of(RUNS, DECISIONS, APPROVALS, SKIPS, OVERRIDES, REFUSALS, CHANGES)
        .forEach(topic -> part.apply(topic).forEach(all::add));
    return all;
  }
}
