package io.drillbook.domain.approval;

import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.Pause;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.StepRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes approvals into the record and reads them back: whoever counts votes counts these lines.
 */
public final class ApprovalLines {
  /** The step in which people vote. */
  public static final String STEP = "userTask_giveApproval";

  /** Outcome of a fact: people were asked. */
  public static final String ASKED = "approval asked";

  /** Outcome of a fact: a further group may vote. */
  public static final String CALLED = "next level called";

  /** Outcome of a fact: it ended. */
  public static final String ENDED = "approval ended";

  /** Outcome of a fact: the rules that hold for a run from its start to its end. */
  public static final String RULES = "approval rules";

  /** Outcome of a fact: the plan of the run was edited. */
  public static final String PLAN_EDITED = "plan edited";

  /** Detail: tells approvals of one run apart. */
  public static final String APPROVAL = "approval";

  /** Detail: the recovery point that a yes is for. */
  public static final String POINT = "point";

  /** Detail: how far logs are replayed onto it. */
  public static final String UNTIL = "until";

  private static final String ROUND = "round";
  private static final String DIGEST = "plan";
  private static final String VOIDS = "earlier votes lapse";
  private static final String SUBJECT = "of";
  private static final String TARGET = "target";
  private static final String GROUP = "group";
  private static final String STATE = "result";

  private ApprovalLines() {}

  /** The rules in force when a run starts: what the plan says later does not change them. */
  public static EntryDraft rules(Instant at, String actor, Map<String, ApprovalRule> rules) {
    Map<String, String> details = new TreeMap<>();
    rules.forEach((subject, rule) -> details.putAll(RuleText.write(subject + ".", rule)));
    return Entries.fact(at, StepRef.wholeRun("Who approves what"), actor, RULES, details);
  }

  /** The rule that a run began with; empty where its record has none of that subject. */
  public static Optional<ApprovalRule> ruleAtStart(List<RecordEntry> record, String subject) {
    return record.stream()
        .map(RecordEntry::entry)
        .filter(entry -> is(entry, RULES))
        .findFirst()
        .flatMap(entry -> RuleText.read(subject + ".", entry.details()));
  }

  /** People are asked from now on. */
  public static EntryDraft asked(
      Instant at, StepRef step, String actor, String id, String target, Rule rule) {
    Map<String, String> details = new TreeMap<>(RuleText.write("", rule.rule()));
    details.put(APPROVAL, id);
    details.put(SUBJECT, rule.subject());
    details.put(TARGET, target);
    rule.point().ifPresent(point -> details.put(POINT, point));
    rule.until().ifPresent(until -> details.put(UNTIL, until));
    return Entries.fact(at, step, actor, ASKED, details);
  }

  /**
   * A rule and what it is for.
   *
   * @param point the recovery point that a yes is for; empty where none is restored
   * @param until how far logs are replayed onto it
   */
  public record Rule(
      String subject, ApprovalRule rule, Optional<String> point, Optional<String> until) {
    /** A rule for what restores nothing. */
    public Rule(String subject, ApprovalRule rule) {
      this(subject, rule, Optional.empty(), Optional.empty());
    }
  }

  /** A further group may vote from now on. */
  public static EntryDraft called(Instant at, StepRef step, String actor, String id, String group) {
    return Entries.fact(at, step, actor, CALLED, Map.of(APPROVAL, id, GROUP, group));
  }

  /**
   * An edit of a plan.
   *
   * @param digest of the plan as it is now
   * @param blocks what in it; empty where nobody saw the plan from before
   * @param decisive whether it changes what was approved: a yes from before it counts no longer
   */
  public record Edit(String digest, Optional<Set<String>> blocks, boolean decisive) {}

  /** The plan was edited while the run goes on. */
  public static EntryDraft planEdited(Instant at, String actor, Edit edit) {
    String blocks =
        edit.blocks()
            .map(it -> it.isEmpty() ? "only its text" : "changed: " + String.join(", ", it))
            .orElse("while the server did not see it; what in it cannot be told");
    String what =
        blocks
            + ". The run keeps its RTO and the rules of its approvals; what has not begun goes by"
            + " the new plan"
            + (edit.decisive() ? ", so a yes from before it counts no longer" : "");
    return Entries.fact(
        at,
        StepRef.wholeRun("Plan"),
        actor,
        PLAN_EDITED,
        Map.of(
            Entries.REASON, what, VOIDS, Boolean.toString(edit.decisive()), DIGEST, edit.digest()));
  }

  /** The digest of the plan that the record told of last; empty where it told of no edit. */
  public static Optional<String> lastDigest(List<RecordEntry> record) {
    return record.stream()
        .map(RecordEntry::entry)
        .filter(entry -> is(entry, PLAN_EDITED))
        .reduce((first, second) -> second)
        .map(entry -> entry.detail(DIGEST));
  }

  /**
   * A person votes.
   *
   * @param round which asking the person saw
   */
  public static EntryDraft vote(
      Instant at, StepRef step, String person, Choice choice, String reason, String id, int round) {
    EntryDraft line = Entries.decision(at, step, person, choice, reason);
    Map<String, String> details = new TreeMap<>(line.details());
    details.put(APPROVAL, id);
    details.put(ROUND, Integer.toString(round));
    return new EntryDraft(
        line.at(),
        line.kind(),
        line.step(),
        line.name(),
        line.actor(),
        line.attempt(),
        line.outcome(),
        details);
  }

  /** It ended; who counted and who did not is said. */
  public static EntryDraft ended(Instant at, StepRef step, String actor, String id, Tally tally) {
    Map<String, String> details = new TreeMap<>();
    details.put(APPROVAL, id);
    details.put(STATE, tally.state().id());
    details.put("yes", tally.counted().size() + " of " + tally.required());
    if (!tally.lapsed().isEmpty()) {
      List<String> gone = tally.lapsed().stream().map(Vote::person).toList();
      details.put("not counted, they left", String.join(", ", gone));
    }
    return Entries.fact(at, step, actor, ENDED, details);
  }

  /** The approval of that id. */
  public static Optional<Approval> find(List<RecordEntry> record, String id) {
    return all(record).stream().filter(approval -> approval.id().equals(id)).findFirst();
  }

  /** Every approval of a run, in the order in which they were asked. */
  public static List<Approval> all(List<RecordEntry> record) {
    List<EntryDraft> lines = record.stream().map(RecordEntry::entry).toList();
    Set<String> involved = involved(lines);
    return lines.stream()
        .filter(entry -> is(entry, ASKED))
        .map(asked -> read(asked, lines, involved))
        .toList();
  }

  /**
   * Who started the run, or did anything in it but vote. Called runs write into the same record, so
   * their people are among them.
   */
  public static Set<String> involved(List<EntryDraft> lines) {
    return involved(lines, STEP);
  }

  /**
   * Who started the run or prepared what is decided. Whoever only let a paused run go on prepared
   * nothing: an approver who does so at night must not be lost as one.
   *
   * @param deciding the step in which it is decided, which prepares nothing itself
   */
  public static Set<String> involved(List<EntryDraft> lines, String deciding) {
    Set<String> people = new LinkedHashSet<>();
    lines.stream()
        .filter(
            entry ->
                entry.kind() == EntryKind.RUN_STARTED
                    || (entry.kind() == EntryKind.TASK_COMPLETED
                        && !deciding.equals(entry.step())
                        && !Pause.STEP.id().equals(entry.step())))
        .forEach(entry -> people.add(entry.actor()));
    return people;
  }

  private static Approval read(EntryDraft asked, List<EntryDraft> lines, Set<String> involved) {
    String id = asked.detail(APPROVAL);
    ApprovalRule rule = RuleText.read("", asked.details()).orElseThrow();
    List<String> called = new ArrayList<>(List.of(rule.from()));
    List<Vote> votes = new ArrayList<>();
    Optional<ApprovalState> ended = Optional.empty();
    Instant countsFrom = asked.at();
    int round = 1;
    for (EntryDraft line : lines) {
      if (is(line, PLAN_EDITED)
          && "true".equals(line.detail(VOIDS))
          && line.at().isAfter(countsFrom)) {
        countsFrom = line.at();
        round++;
      }
      if (!id.equals(line.detail(APPROVAL))) {
        continue;
      }
      if (is(line, CALLED)) {
        called.add(line.detail(GROUP));
      } else if (is(line, ENDED)) {
        ended =
            Optional.of(
                ApprovalState.valueOf(line.detail(STATE).toUpperCase(java.util.Locale.ROOT)));
      } else if (line.kind() == EntryKind.DECISION) {
        Choice choice = Choice.of(line.outcome()).orElse(Choice.REJECT);
        votes.add(
            new Vote(line.actor(), choice, line.at(), line.detail(Entries.REASON), round(line)));
      }
    }
    return new Approval(
        id,
        asked.detail(SUBJECT),
        asked.detail(TARGET),
        Optional.of(asked.detail(POINT)).filter(point -> !point.isEmpty()),
        Optional.of(asked.detail(UNTIL)).filter(until -> !until.isEmpty()),
        rule,
        asked.at(),
        asked.at().plus(rule.expiresAfter()),
        countsFrom,
        round,
        called,
        votes,
        involved,
        ended);
  }

  private static int round(EntryDraft vote) {
    String round = vote.detail(ROUND);
    return round.isEmpty() ? 0 : Integer.parseInt(round);
  }

  private static boolean is(EntryDraft entry, String fact) {
    return entry.kind() == EntryKind.FACT && entry.outcome().equals(fact);
  }
}
