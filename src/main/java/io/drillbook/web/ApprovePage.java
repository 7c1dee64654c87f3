package io.drillbook.web;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalState;
import io.drillbook.domain.approval.Vote;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.DetailNames;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RtoClock;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.TimesInWords;
import io.drillbook.usecase.approval.ShowApproval.View;
import io.drillbook.usecase.incident.RunAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An approval as its page shows it to one person, in words; the template adds none but headings.
 *
 * @param round which asking this page shows; an answer to another one is refused
 * @param standing how the votes stand, and what happens now
 * @param said what became of this person's answer; empty where there is none
 * @param objection why this person has no vote; empty where it has, or nothing is asked any more
 * @param waiting whether the page looks again by itself
 */
record ApprovePage(
    String runId,
    String approval,
    int round,
    String system,
    String scenario,
    String askedBy,
    String person,
    String title,
    String question,
    String target,
    String yes,
    String no,
    String yesLabel,
    String noLabel,
    String rto,
    String standing,
    String said,
    String objection,
    List<String> votes,
    List<String> evidence,
    boolean open,
    boolean waiting) {

  /** Details that say nothing to somebody who has to decide. */
  private static final Set<String> NOISE = Set.of(Entries.SUBJECT, "signer");

  static ApprovePage of(View view, RunAccount account, String person) {
    Run run = account.timeline().run();
    Approval approval = view.approval();
    PageTimes times = new PageTimes(account.zone());
    boolean voted = approval.voteOf(person).isPresent();
    return new ApprovePage(
        run.id(),
        approval.id(),
        approval.round(),
        run.system(),
        run.scenario().map(Scenario::id).orElse(""),
        run.startedBy(),
        person,
        "Approve " + view.words().title(),
        view.words().question(),
        approval.target(),
        yes(view),
        "one no is enough: " + view.words().no(),
        view.words().yesLabel(),
        view.words().noLabel(),
        rto(run, view.now(), times),
        standing(view),
        approval.voteOf(person).map(vote -> said(view, vote, times)).orElse(""),
        view.isOpen() && !voted ? view.objection().orElse("") : "",
        approval.votes().stream().map(vote -> inWords(view, vote, times)).toList(),
        evidence(view, account, times),
        view.isOpen(),
        !view.isOpen() ? run.endedAt().isEmpty() : voted);
  }

  /** Whether the form is shown. */
  public boolean mayAnswer() {
    return open && objection.isEmpty() && said.isEmpty();
  }

  /** The page itself. */
  public String self() {
    return "/approve/" + runId;
  }

  /** The page of the run. */
  public String run() {
    return "/runs/" + runId;
  }

  private static String yes(View view) {
    int missing = view.tally().missing();
    return missing <= 1
        ? view.words().yes()
        : "your yes is one of %d that are still needed, each from another person; after the last, %s"
            .formatted(missing, view.words().yes());
  }

  private static String rto(Run run, Instant now, PageTimes times) {
    if (run.rto().isZero()) {
      return "No RTO applies to this run.";
    }
    Duration left = RtoClock.of(run).left(now);
    String ends = times.brief(run.detectedAt().plus(run.rto()));
    return left.isNegative()
        ? "The RTO ended %s, %s ago.".formatted(ends, PageTimes.length(left.abs()))
        : "The RTO ends %s, in %s.".formatted(ends, PageTimes.length(left));
  }

  private static String standing(View view) {
    int yes = view.tally().counted().size();
    int required = view.tally().required();
    String groups = String.join(", ", view.approval().groups());
    return switch (view.state()) {
      case OPEN ->
          "%d of %d %s said yes. Asked are: %s."
              .formatted(yes, required, required == 1 ? "person" : "people", groups);
      case GRANTED -> "Approved. What happens now: " + view.words().yes();
      case REFUSED -> "Refused. What happens now: " + view.words().no();
      case EXPIRED ->
          "It was not approved in time, which counts as no. What happens now: " + view.words().no();
    };
  }

  private static String said(View view, Vote vote, PageTimes times) {
    String counts =
        vote.isYes() && view.state() == ApprovalState.OPEN
            ? " It waits for %d more.".formatted(view.tally().missing())
            : "";
    return "You said %s %s. It is on the record.%s"
        .formatted(vote.isYes() ? "yes" : "no", times.brief(vote.at()), counts);
  }

  private static String inWords(View view, Vote vote, PageTimes times) {
    boolean lapsed = view.tally().lapsed().contains(vote);
    return "%s said %s, %s%s%s"
        .formatted(
            vote.person(),
            vote.isYes() ? "yes" : "no",
            times.brief(vote.at()),
            vote.reason().isEmpty() ? "" : ": " + vote.reason(),
            lapsed
                ? " (does not count any longer: the person left, or the plan was edited since)"
                : "");
  }

  private static List<String> evidence(View view, RunAccount account, PageTimes times) {
    List<String> lines = new ArrayList<>();
    account.score().sources().forEach(source -> lines.add(restored(source, times)));
    TimesInWords words = new TimesInWords(account.zone());
    view.evidence().forEach(line -> lines.add(words.in(fact(line))));
    return lines.isEmpty() ? List.of("None was gathered.") : lines;
  }

  private static String restored(Score.SourceScore source, PageTimes times) {
    String allowed =
        source
            .rpo()
            .map(rpo -> ", allowed are " + PageTimes.length(rpo) + (source.met() ? "" : ": MISSED"))
            .orElse("");
    return "%s is restored: data of %s, %s lost%s"
        .formatted(
            source.source(),
            times.brief(source.dataTime()),
            PageTimes.length(source.achievedRpo()),
            allowed);
  }

  private static String fact(EntryDraft line) {
    String details =
        line.details().entrySet().stream()
            .filter(detail -> !NOISE.contains(detail.getKey()))
            .map(
                detail ->
                    Optional.of(detail.getKey())
                            .filter(
                                key -> !Entries.REASON.equals(key) && !line.outcome().equals(key))
                            .map(key -> DetailNames.inWords(key) + ": ")
                            .orElse("")
                        + detail.getValue())
            .collect(Collectors.joining(", "));
    return details.isEmpty() ? line.outcome() : line.outcome() + ": " + details;
  }
}
