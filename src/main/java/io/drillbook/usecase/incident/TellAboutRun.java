package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.domain.record.VerdictRule;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.incident.NotifyPeople.About;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells people about a run, in the runbook's words, and writes on the record who is told. Both last
 * with the caller's transaction only; what came of each message follows on the record.
 */
public final class TellAboutRun {
  private static final String ACTOR = "drillbook";

  private final Plans plans;
  private final RunStore runs;
  private final RecordStore record;
  private final NotifyPeople people;
  private final URI server;
  private final Clock clock;
  private Function<String, List<String>> mailsOf = group -> List.of();

  /**
   * A use case over these stores.
   *
   * @param server the address that links begin with
   */
  public TellAboutRun(
      Plans plans,
      RunStore runs,
      RecordStore record,
      NotifyPeople people,
      URI server,
      Clock clock) {
    this.plans = plans;
    this.runs = runs;
    this.record = record;
    this.people = people;
    this.server = server;
    this.clock = clock;
  }

  /** Says how the members of a group are reached whose approval is asked for. */
  public TellAboutRun reaching(Function<String, List<String>> members) {
    this.mailsOf = members;
    return this;
  }

  /**
   * Writes the message of that name into the outbox.
   *
   * @param message a word of the models: {@code backup-failed}, {@code rto-50} …
   * @param step the step that tells
   */
  public void tell(String runId, String message, StepRef step) {
    Run run = runs.find(runId).orElseThrow();
    ProtectionPlan plan = plans.plan(run.system());
    String link = server.resolve("/runs/" + run.id()).toString();
    notice(run, plan, message, link)
        .ifPresent(notice -> send(run, plan, notice, about(run, message, link), step));
  }

  /** Tells that a task waits, with a link to it. */
  public void tellOfTask(
      String runId, StepRef step, String taskId, String group, Instant expiresAt) {
    Run run = runs.find(runId).orElseThrow();
    ProtectionPlan plan = plans.plan(run.system());
    String link = server.resolve(ApprovalLinks.of(run, step, taskId)).toString();
    Notices notices = new Notices(plan);
    boolean work = "oncall".equals(group);
    Notice notice =
        work
            ? notices.taskWaits(run, step.name(), link)
            : notices.approvalAwaited(run, step.name(), run.startedBy(), expiresAt, link);
    List<String> members =
        work
            ? List.of()
            : Stream.of(group.split(", ", -1)).flatMap(it -> mailsOf.apply(it).stream()).toList();
    About about = about(run, work ? "task-waits" : "approval-awaited", link);
    send(run, plan, notice, about, step, members);
  }

  /** Tells that an incident will be late, and how it could be less so. */
  public void tellOfForecast(ForecastRecovery.Remaining remaining) {
    Run run = remaining.run();
    String link = server.resolve("/runs/" + run.id()).toString();
    StepRef step = StepRef.wholeRun("Forecast");
    Notice notice = ForecastNotice.of(remaining, link);
    send(run, plans.plan(run.system()), notice, about(run, "rto-forecast", link), step);
  }

  /**
   * Tells that a run stands still: a step failed as often as it may be tried. Nothing where there
   * is no such run.
   */
  public void tellOfStuckStep(String runId, StepRef step, String why) {
    runs.find(runId)
        .ifPresent(
            run -> {
              ProtectionPlan plan = plans.plan(run.system());
              String link = server.resolve("/runs/" + run.id()).toString();
              Notice notice = new Notices(plan).stepIsStuck(run, step.name(), why, link);
              send(run, plan, notice, about(run, "step-is-stuck", link), step);
            });
  }

  private Optional<Notice> notice(Run run, ProtectionPlan plan, String message, String link) {
    Notices notices = new Notices(plan);
    return switch (message) {
      case "backup-sealed" ->
          PartialTold.of(run, plan, lines(run), oddSizes(run), link)
              .or(() -> unusualSize(run, notices, link))
              .or(() -> worksAgain(run, notices, link));
      case "backup-failed" -> Optional.of(notices.backupFailed(run, lastFault(run), link));
      case "copies-damaged", "check-failed" ->
          Optional.of(new CheckNotices(plan, record.entries(run.id())).of(message, run, link));
      case "expiry-ended" -> ExpiryTold.incomplete(run, lines(run), notices, link);
      case "expiry-stopped" ->
          Optional.of(ExpiryTold.stopped(run, lines(run), lastFault(run), notices, link));
      case "split-brain" ->
          Optional.of(FailoverNotices.splitBrain(run, plan, lastFault(run), link));
      case "failed-back" -> Optional.of(FailoverNotices.failedBack(run, plan, link));
      case "fail-back-failed" ->
          Optional.of(FailoverNotices.failBackFailed(run, plan, lastFault(run), link));
      case "rto-50", "rto-80", "rto-100" -> Optional.of(warning(run, notices, message, link));
      case "drill-result" -> {
        Outcome outcome = outcome(run, plan);
        yield Optional.of(
            notices.drillEnded(run, outcome.verdict(), outcome.took(), outcome.summary(), link));
      }
      case "incident-closed", "incident-abandoned" -> {
        Outcome outcome = outcome(run, plan);
        yield Optional.of(
            notices.incidentClosed(
                run, outcome.verdict(), outcome.took(), outcome.summary(), link));
      }
      default ->
          throw new Fault(
              FaultCode.INTERNAL,
              "unable to find the message: '" + message + "'",
              "The model names a message that does not exist.");
    };
  }

  private Notice warning(Run run, Notices notices, String message, String link) {
    int percent = Integer.parseInt(message.substring("rto-".length()));
    Instant now = clock.instant();
    Duration left = Duration.between(now, run.detectedAt().plus(run.rto()));
    record.appendNow(run.id(), Entries.rtoWarning(now, percent, left));
    return notices.rtoWarning(run, percent, doing(run), link);
  }

  /**
   * A mail for each good backup would train people to ignore them: only the first after a failure
   * is told.
   */
  private Optional<Notice> worksAgain(Run run, Notices notices, String link) {
    return runs.list(Optional.of(run.system()), Optional.of(run.kind()), false, 2).stream()
        .filter(earlier -> !earlier.id().equals(run.id()))
        .findFirst()
        .filter(earlier -> earlier.verdict().map(verdict -> !verdict.isGood()).orElse(false))
        .map(earlier -> notices.backupWorksAgain(run, link));
  }

  private Optional<Notice> unusualSize(Run run, Notices notices, String link) {
    String findings = oddSizes(run);
    return findings.isEmpty()
        ? Optional.empty()
        : Optional.of(notices.unusualSize(run, findings, link));
  }

  private String oddSizes(Run run) {
    return lines(run).stream()
        .filter(entry -> Entries.UNUSUAL_SIZE.equals(entry.outcome()))
        .map(UnusualSize::line)
        .distinct()
        .collect(Collectors.joining());
  }

  private List<EntryDraft> lines(Run run) {
    return record.entries(run.id()).stream().map(RecordEntry::entry).toList();
  }

  private String doing(Run run) {
    return record.entries(run.id()).stream()
        .map(RecordEntry::entry)
        .filter(
            entry -> entry.kind() == EntryKind.STEP_BEGAN || entry.kind() == EntryKind.TASK_OPENED)
        .reduce((first, second) -> second)
        .map(entry -> entry.name())
        .orElse("the run is starting");
  }

  private Fault lastFault(Run run) {
    return record.entries(run.id()).stream()
        .map(RecordEntry::entry)
        .filter(entry -> entry.kind() == EntryKind.ATTEMPT_FAILED)
        .reduce((first, second) -> second)
        .map(
            entry -> {
              String[] parts = entry.detail(Entries.REASON).split(" HINT: ", 2);
              return new Fault(
                  FaultCode.CAPTURE_FAILED, parts[0], parts.length > 1 ? parts[1] : "");
            })
        .orElse(new Fault(FaultCode.CAPTURE_FAILED, "unable to finish the backup", "See the run."));
  }

  private record Outcome(Verdict verdict, Duration took, String summary) {}

  private Outcome outcome(Run run, ProtectionPlan plan) {
    List<RecordEntry> entries = record.entries(run.id());
    Instant now = clock.instant();
    Map<String, Duration> rpo = AllowedLoss.of(entries, Optional.of(plan));
    Score score = Score.of(run, entries, rpo, now);
    StringBuilder summary = new StringBuilder();
    if (score.assisted()) {
      summary.append("ASSISTED: the target was there before the drill, which proves less.\n");
    }
    score
        .sources()
        .forEach(
            source ->
                summary
                    .append(source.source())
                    .append(": data of ")
                    .append(source.dataTime().truncatedTo(ChronoUnit.SECONDS))
                    .append(", lost ")
                    .append(Durations.inWords(source.achievedRpo()))
                    .append(source.met() ? "" : " (MORE THAN ALLOWED)")
                    .append('\n'));
    return new Outcome(
        VerdictRule.verdict(run, entries, rpo, now), score.achievedRto(), summary.toString());
  }

  /** The message and its line on the record are in the caller's transaction, or in one together. */
  private void send(Run run, ProtectionPlan plan, Notice notice, About about, StepRef step) {
    send(run, plan, notice, about, step, List.of());
  }

  private void send(
      Run run,
      ProtectionPlan plan,
      Notice notice,
      About about,
      StepRef step,
      List<String> members) {
    List<String> told = people.run(plan, notice, about, members);
    String outcome = told.isEmpty() ? "NOBODY TO TELL: " + notice.subject() : notice.subject();
    record.append(run.id(), Entries.notified(clock.instant(), step, ACTOR, outcome, told));
  }

  private static About about(Run run, String event, String link) {
    return new About(Optional.of(run.id()), event, Optional.of(link));
  }
}
