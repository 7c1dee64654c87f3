package io.drillbook.engine.people;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.TimesInWords;
import io.drillbook.engine.runbook.GoalVariables;
import io.drillbook.engine.runbook.RestoredSources;
import io.drillbook.engine.runbook.ReviewVariables;
import io.drillbook.engine.runbook.RunbookFacts;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.restore.ReplayedSources;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * Writes what a form shows to somebody who was asleep a minute ago: what is asked, what yes and no
 * do, time, evidence.
 */
public final class TaskBriefing {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE HH:mm:ss zzz", Locale.ENGLISH);
  private static final Set<String> EVIDENCE =
      Set.of(
          "facts",
          "PLAN NOT READY",
          "path",
          "goal",
          "log replayed",
          "no log, as of the point",
          "verified",
          "restored",
          "contents equal",
          "check held",
          "CHECK FAILED",
          "trouble",
          "effect-unknown",
          "observed",
          "traffic",
          "fence",
          "no fence",
          "way home",
          "set aside",
          "released",
          "note",
          "damaged",
          "checklist",
          "new key",
          "new point opens",
          "repaired",
          "POINT BROKEN",
          "NOT REPAIRED",
          "NOT READ",
          "service-withdrawn",
          "asked because",
          "plan edited",
          "too few approvers",
          "WRITES STILL PAUSED",
          "goes on without",
          "scored",
          "assisted",
          "sandbox is gone",
          "finding opened",
          "RECORD INCOMPLETE",
          "would expire");
  private static final Set<String> APPROVALS = Set.of(ApprovalLines.STEP, "userTask_approveExpiry");
  private static final int CHOICES = 20;
  private static final int LONGEST = 3_500;

  private final RunStore runs;
  private final RecordStore record;
  private final CatalogStore catalog;
  private final ReplayedSources replayed;
  private final URI server;
  private final Clock clock;

  /**
   * Briefings from these stores.
   *
   * @param server the address that links begin with
   */
  public TaskBriefing(
      RunStore runs,
      RecordStore record,
      CatalogStore catalog,
      ReplayedSources replayed,
      URI server,
      Clock clock) {
    this.replayed = replayed;
    this.runs = runs;
    this.record = record;
    this.catalog = catalog;
    this.server = server;
    this.clock = clock;
  }

  /** The form's variables; local to the task, so that they are gone with it. */
  Map<String, Object> variables(
      String runId, ProtectionPlan plan, DelegateTask task, Instant expiresAt) {
    Run run = runs.find(runId).orElseThrow();
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put(Variables.BRIEFING, text(run, plan, task, expiresAt));
    variables.put(Variables.EVIDENCE, evidence(run, plan));
    variables.put(
        Variables.CLOCK_URL,
        "https".equals(server.getScheme())
            ? server.resolve("/runs/" + runId + "/clock").toString()
            : "");
    variables.put(Variables.POINT_CHOICES, points(plan));
    variables.put(Variables.TARGET_CHOICES, targets(plan));
    variables.put(GoalVariables.LOG_KEPT, isReplayed(run, plan, task));
    return variables;
  }

  /** Whether the run restores a source with a log, so that people may say how far it goes. */
  private boolean isReplayed(Run run, ProtectionPlan plan, DelegateTask task) {
    return (run.kind() == RunKind.INCIDENT || run.kind() == RunKind.RESTORE)
        && !replayed
            .among(
                plan,
                RestoredSources.of(plan, name -> RunbookFacts.text(task.getExecution(), name)))
            .isEmpty();
  }

  private String text(Run run, ProtectionPlan plan, DelegateTask task, Instant expiresAt) {
    String target = String.valueOf(task.getVariable(Variables.TARGET));
    String question = question(run, plan, task, target);
    List<EntryDraft> lines = record.entries(run.id()).stream().map(RecordEntry::entry).toList();
    String trouble =
        LastTrouble.before(task.getTaskDefinitionKey(), lines)
            .map(why -> "\n\n**Why you are asked:** " + new PlainEvidence(plan.zone()).plain(why))
            .orElse("");
    return question + asked(task) + trouble + "\n\n**Time:** " + time(run, plan, task, expiresAt);
  }

  private static String asked(DelegateTask task) {
    Object required = task.getVariable(ReviewVariables.REQUIRED);
    return required == null || String.valueOf(required).isEmpty()
        ? ""
        : "\n\n**Needed:** " + String.valueOf(required).replace(",", ", ").replace('-', ' ');
  }

  private String question(Run run, ProtectionPlan plan, DelegateTask task, String target) {
    return VoteTask.of(task, record.entries(run.id()))
        .map(vote -> vote.question(plan))
        .orElseGet(
            () ->
                "userTask_putNewKey".equals(task.getTaskDefinitionKey())
                    ? KeyChange.inWords(plan)
                    : TaskQuestion.of(task.getTaskDefinitionKey(), plan.system(), target));
  }

  private String time(Run run, ProtectionPlan plan, DelegateTask task, Instant expiresAt) {
    ZoneId zone = plan.zone();
    StringBuilder text = new StringBuilder();
    Score score = Score.of(run, record.entries(run.id()), Map.of(), clock.instant());
    if (score.confirmed()) {
      text.append("the clock stopped ")
          .append(TimesInWords.words(score.achievedRto()))
          .append(" after detection");
    } else if (!run.rto().isZero()) {
      Instant due = run.detectedAt().plus(run.rto());
      Duration left = Duration.between(clock.instant(), due);
      text.append("the RTO ends ")
          .append(TIME.format(due.atZone(zone)))
          .append(left.isNegative() ? ", it was over" : ", " + TimesInWords.words(left) + " left")
          .append(" when this task opened");
    } else {
      text.append("no RTO applies to this run");
    }
    if (APPROVALS.contains(task.getTaskDefinitionKey())) {
      text.append("; without an answer by ")
          .append(TIME.format(expiresAt.atZone(zone)))
          .append(" it counts as no");
    }
    return text.append('.').toString();
  }

  private String evidence(Run run, ProtectionPlan plan) {
    PlainEvidence plain = new PlainEvidence(plan.zone());
    String facts =
        record.entries(run.id()).stream()
            .map(RecordEntry::entry)
            .filter(TaskBriefing::isEvidence)
            .map(plain::lines)
            .collect(Collectors.joining());
    return "**Evidence**\n\n"
        + shorten(facts.isEmpty() ? "- none was gathered\n" : facts)
        + "\n\n[Open the run with its whole timeline]("
        + server.resolve("/runs/" + run.id())
        + ")";
  }

  private static boolean isEvidence(EntryDraft entry) {
    return entry.kind() == EntryKind.DECISION
        || (entry.kind() == EntryKind.FACT && EVIDENCE.contains(entry.outcome()));
  }

  private String points(ProtectionPlan plan) {
    return catalog.points(plan.system()).stream()
        .filter(CatalogPoint::usable)
        .limit(CHOICES)
        .map(
            point ->
                point.point()
                    + " (data of "
                    + point.dataTimes().values().stream()
                        .min(Instant::compareTo)
                        .map(time -> TIME.format(time.atZone(plan.zone())))
                        .orElse("an unknown time")
                    + ", "
                    + point.inWords()
                    + ")")
        .collect(Collectors.joining("|"));
  }

  private static String targets(ProtectionPlan plan) {
    return plan.targets().values().stream()
        .map(target -> target.name() + (target.production() ? " (PRODUCTION)" : ""))
        .collect(Collectors.joining("|"));
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }

  /** When the RTO of a run is used up; empty where none applies, or there is no such run. */
  Optional<Instant> rtoEnds(String runId) {
    return runs.find(runId)
        .filter(run -> !run.rto().isZero() && run.kind().isMeasured())
        .map(run -> run.detectedAt().plus(run.rto()));
  }
}
