package io.drillbook.domain.evidence;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.ApprovalState;
import io.drillbook.domain.approval.Vote;
import io.drillbook.domain.evidence.Evidence.ApprovalFacts;
import io.drillbook.domain.evidence.Evidence.Deviation;
import io.drillbook.domain.evidence.Evidence.Participant;
import io.drillbook.domain.evidence.Evidence.Remark;
import io.drillbook.domain.evidence.Evidence.VoteFacts;
import io.drillbook.domain.record.Asserted;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.DetailNames;
import io.drillbook.domain.record.DrillReview;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What auditors look for among the lines of a record. */
final class LineReading {
  /** Facts about data and target, by their outcome. */
  private static final Set<String> CHECKS =
      Set.of(
          "check held",
          "CHECK FAILED",
          "selected",
          "verified",
          Entries.RESTORED,
          Entries.IN_PART,
          Entries.SEALED,
          Entries.CHECKED,
          "read back",
          "damaged",
          "repaired",
          "proven",
          "proven in part",
          "target is free",
          "keys exercised",
          "observed");

  private static final Set<String> BAD_FACTS =
      Set.of(
          Entries.SOURCE_MISSING,
          Entries.PLAN_NOT_READY,
          Entries.SERVICE_WITHDRAWN,
          DrillReview.INCOMPLETE,
          "goes on without",
          "WRITES STILL PAUSED",
          "effect-failed",
          "effect-unknown",
          "CHECK FAILED",
          "damaged",
          "NOT READ",
          "NOT REPAIRED",
          "POINT BROKEN",
          "NOT RELEASED",
          "assisted",
          "claim taken over",
          ApprovalLines.PLAN_EDITED);

  private static final Set<String> CLEAN = Set.of("sandbox is gone");
  private static final Set<Choice> ODD = Set.of(Choice.SKIP, Choice.OVERRIDE, Choice.ABANDON);

  private final List<RecordEntry> lines;

  LineReading(List<RecordEntry> lines) {
    this.lines = List.copyOf(lines);
  }

  List<Remark> checks() {
    return remarks(entry -> isFact(entry, CHECKS));
  }

  List<Remark> decisions() {
    return remarks(
        entry ->
            entry.kind() == EntryKind.DECISION && entry.detail(ApprovalLines.APPROVAL).isEmpty());
  }

  List<Remark> notifications() {
    return remarks(entry -> entry.kind() == EntryKind.NOTIFIED);
  }

  Optional<Remark> cleanUp() {
    return remarks(entry -> isFact(entry, CLEAN)).stream().reduce((first, second) -> second);
  }

  List<Deviation> deviations() {
    List<Deviation> found = new ArrayList<>();
    for (RecordEntry line : lines) {
      EntryDraft entry = line.entry();
      String kind = deviation(entry);
      if (!kind.isEmpty()) {
        found.add(
            new Deviation(
                kind, entry.at(), entry.name(), entry.attempt(), entry.actor(), words(entry)));
      }
    }
    return found;
  }

  private static String deviation(EntryDraft entry) {
    if (entry.kind() == EntryKind.ASSERTED) {
      return "entered later";
    }
    if (entry.kind() == EntryKind.DECISION) {
      return Choice.of(entry.outcome()).filter(ODD::contains).map(Choice::id).orElse("");
    }
    if (entry.kind() == EntryKind.REFUSED || entry.kind() == EntryKind.WARNING) {
      return entry.kind().name().toLowerCase(Locale.ROOT);
    }
    return isFact(entry, BAD_FACTS) ? "finding of the run" : "";
  }

  private static String words(EntryDraft entry) {
    List<String> words = new ArrayList<>(List.of(entry.outcome()));
    entry.details().forEach((key, value) -> words.add(DetailNames.inWords(key) + ": " + value));
    words.removeIf(String::isBlank);
    return String.join("; ", words);
  }

  /** Every approval, votes included. */
  List<ApprovalFacts> approvals() {
    return ApprovalLines.all(lines).stream().map(LineReading::facts).toList();
  }

  private static ApprovalFacts facts(Approval approval) {
    return new ApprovalFacts(
        approval.subject(),
        approval.target(),
        approval.point(),
        approval.rule().required(),
        approval.rule().from(),
        approval.called(),
        approval.askedAt(),
        approval.expiresAt(),
        approval.ended().map(ApprovalState::id).orElse("open"),
        approval.votes().stream().map(vote -> facts(vote, approval)).toList());
  }

  private static VoteFacts facts(Vote vote, Approval approval) {
    return new VoteFacts(
        vote.person(),
        vote.choice().id(),
        vote.reason(),
        vote.at(),
        Duration.between(approval.askedAt(), vote.at()));
  }

  /** Who did something, and what. */
  List<Participant> participants() {
    Map<String, Set<String>> roles = new LinkedHashMap<>();
    for (RecordEntry line : lines) {
      String role = role(line.entry());
      if (!role.isEmpty() && !line.entry().actor().isEmpty()) {
        roles.computeIfAbsent(line.entry().actor(), key -> new LinkedHashSet<>()).add(role);
      }
      String entered = line.entry().detail(Asserted.ENTERED_BY);
      if (!entered.isEmpty()) {
        roles.computeIfAbsent(entered, key -> new LinkedHashSet<>()).add("entered steps later");
      }
    }
    return roles.entrySet().stream()
        .map(it -> new Participant(it.getKey(), List.copyOf(it.getValue())))
        .toList();
  }

  private static String role(EntryDraft entry) {
    return switch (entry.kind()) {
      case RUN_STARTED -> "started the run";
      case TASK_COMPLETED -> "carried out: " + entry.name();
      case DECISION ->
          (entry.detail(ApprovalLines.APPROVAL).isEmpty() ? "decided: " : "voted: ")
              + entry.outcome();
      case ASSERTED -> "by hand, " + entry.outcome() + ": " + entry.name();
      case REFUSED -> "was refused: " + entry.outcome();
      default -> "";
    };
  }

  private List<Remark> remarks(Predicate<EntryDraft> wanted) {
    return lines.stream().filter(line -> wanted.test(line.entry())).map(LineReading::of).toList();
  }

  private static Remark of(RecordEntry line) {
    EntryDraft entry = line.entry();
    return new Remark(
        line.number(),
        entry.at(),
        entry.kind().name(),
        entry.step(),
        entry.name(),
        entry.actor(),
        entry.outcome(),
        entry.details());
  }

  private static boolean isFact(EntryDraft entry, Set<String> outcomes) {
    return entry.kind() == EntryKind.FACT && outcomes.contains(entry.outcome());
  }
}
