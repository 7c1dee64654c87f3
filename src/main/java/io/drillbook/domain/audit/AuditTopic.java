package io.drillbook.domain.audit;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.DrillReview;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What an auditor looks for in the record: lines of some kinds, decisions of some, and facts. */
public enum AuditTopic {
  /** All topics below, without the steps of machines. */
  KEY("What matters"),
  RUNS("Runs: begin, end, service confirmed"),
  DECISIONS("Decisions of people, and what they entered"),
  APPROVALS("Approvals: asked, called, answered, ended"),
  SKIPS("Skips, and sources left out"),
  OVERRIDES("Overrides"),
  REFUSALS("Refused access"),
  CHANGES("Changes of plans and runbooks"),
  EVERYTHING("Every line");

  private final String title;

  AuditTopic(String title) {
    this.title = title;
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
    return switch (this) {
      case KEY -> union(AuditTopic::kinds);
      case RUNS -> Set.of(EntryKind.RUN_STARTED, EntryKind.RUN_ENDED, EntryKind.SERVICE_CONFIRMED);
      case DECISIONS -> Set.of(EntryKind.DECISION, EntryKind.ASSERTED);
      case REFUSALS -> Set.of(EntryKind.REFUSED);
      case EVERYTHING -> Set.of(EntryKind.values());
      default -> Set.of();
    };
  }

  /** Decisions of these choices belong to it, where not every decision does. */
  public Set<Choice> choices() {
    return switch (this) {
      case KEY -> union(AuditTopic::choices);
      case APPROVALS -> Set.of(Choice.APPROVE, Choice.REJECT);
      case SKIPS -> Set.of(Choice.SKIP);
      case OVERRIDES -> Set.of(Choice.OVERRIDE);
      default -> Set.of();
    };
  }

  /** Facts with these outcomes belong to it. */
  public Set<String> facts() {
    return switch (this) {
      case KEY -> union(AuditTopic::facts);
      case RUNS -> Set.of(Entries.SERVICE_WITHDRAWN);
      case DECISIONS -> Set.of(DrillReview.REVIEWED, DrillReview.FINDING_CLOSED);
      case APPROVALS -> Set.of(ApprovalLines.ASKED, ApprovalLines.CALLED, ApprovalLines.ENDED);
      case SKIPS -> Set.of("goes on without", Entries.SOURCE_MISSING);
      case OVERRIDES -> Set.of(Entries.PLAN_NOT_READY);
      case CHANGES ->
          Set.of(
              ApprovalLines.PLAN_EDITED,
              ServerRecord.PLAN_CHANGED,
              ServerRecord.PLAN_GONE,
              ServerRecord.RUNBOOKS_CHANGED);
      default -> Set.of();
    };
  }

  /** The topic of that word, if there is one. */
  public static Optional<AuditTopic> of(String id) {
    return Stream.of(values()).filter(topic -> topic.id().equals(id)).findFirst();
  }

  private static <T> Set<T> union(Function<AuditTopic, Set<T>> part) {
    Set<T> all = new LinkedHashSet<>();
    List.of(RUNS, DECISIONS, APPROVALS, SKIPS, OVERRIDES, REFUSALS, CHANGES)
        .forEach(topic -> all.addAll(part.apply(topic)));
    return all;
  }
}
