package io.drillbook.usecase.drill;

import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.finding.DrillFinding.Closure;
import io.drillbook.domain.finding.DrillFinding.Severity;
import io.drillbook.domain.finding.DrillResult;
import io.drillbook.domain.finding.DrillResult.Failing;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.VerdictRule;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.FindingStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.incident.Notice;
import io.drillbook.usecase.incident.Notice.Audience;
import io.drillbook.usecase.incident.NotifyPeople;
import io.drillbook.usecase.incident.NotifyPeople.About;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Opens a finding for what a drill did not pass, and closes those that it did. Runs in the
 * transactions of the steps that score the drill and look at its record.
 */
public final class JudgeDrill {
  private static final String ACTOR = "drillbook";
  private static final Duration INCIDENT_DUE = Duration.ofDays(3);
  private static final Duration SHORTFALL_DUE = Duration.ofDays(14);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

  private final Plans plans;
  private final RecordStore record;
  private final FindingStore findings;
  private final NotifyPeople people;
  private final URI server;
  private final Clock clock;

  /**
   * A use case over these stores.
   *
   * @param server the address that links begin with
   */
  public JudgeDrill(
      Plans plans,
      RecordStore record,
      FindingStore findings,
      NotifyPeople people,
      URI server,
      Clock clock) {
    this.plans = plans;
    this.record = record;
    this.findings = findings;
    this.people = people;
    this.server = server;
    this.clock = clock;
  }

  /** Judges a drill whose steps are over; what it changes is on the drill's record. */
  public void judge(Run run, StepRef step) {
    if (run.kind() != RunKind.DRILL) {
      // A rotation of keys borrows the drill's steps; its own end judges it.
      return;
    }
    ProtectionPlan plan = plans.plan(run.system());
    DrillResult result = result(run, plan);
    closeWhere(run, step, result::passed);
    result.failing().ifPresent(failing -> open(plan, run, failing, step));
  }

  /**
   * Judges the record of a drill, once all that it must hold should be there. One with a gap proves
   * nothing, however well the drill went: somebody has to answer for it.
   *
   * @param missing what the record lacks, in words
   * @param step that looked
   */
  public void judgeRecord(Run run, List<String> missing, StepRef step) {
    ProtectionPlan plan = plans.plan(run.system());
    if (!missing.isEmpty()) {
      String what = "the record of the drill lacks: " + String.join(", ", missing);
      open(plan, run, new Failing(step.id(), what, Severity.SHORTFALL), step);
    } else if (result(run, plan).verdict().isGood()) {
      closeWhere(run, step, step.id()::equals);
    }
  }

  private DrillResult result(Run run, ProtectionPlan plan) {
    List<RecordEntry> lines = record.entries(run.id());
    Map<String, Duration> rpo = new LinkedHashMap<>();
    plan.sources().keySet().forEach(source -> rpo.put(source, plan.rpoOf(source)));
    return new DrillResult(lines, VerdictRule.verdict(run, lines, rpo, clock.instant()));
  }

  private void closeWhere(Run run, StepRef step, Predicate<String> passed) {
    for (DrillFinding finding : findings.open(run.system())) {
      boolean over = finding.scenario().equals(scenario(run)) && passed.test(finding.step());
      Closure closure = new Closure(clock.instant(), run.id(), "a drill passed the step");
      if (over && findings.close(finding.id(), closure)) {
        fact(run, step, "finding closed", finding);
      }
    }
  }

  private void open(ProtectionPlan plan, Run run, Failing failing, StepRef step) {
    Optional<DrillFinding> known =
        findings.open(run.system()).stream()
            .filter(it -> it.scenario().equals(scenario(run)))
            .filter(it -> it.step().equals(failing.step()))
            .findFirst();
    if (known.isPresent()) {
      fact(run, step, "finding still open", known.get());
      return;
    }
    Instant now = clock.instant();
    boolean incident = failing.severity() == Severity.INCIDENT;
    DrillFinding finding =
        new DrillFinding(
            "finding-" + UUID.randomUUID().toString().substring(0, 8),
            run.system(),
            scenario(run),
            failing.step(),
            failing.what(),
            failing.severity(),
            run.id(),
            plan.owner(),
            now,
            now.plus(incident ? INCIDENT_DUE : SHORTFALL_DUE),
            Optional.empty());
    findings.add(finding);
    fact(run, step, "finding opened", finding);
    String link = server.resolve("/runs/" + run.id()).toString();
    people.run(
        plan,
        notice(plan, run, finding, link),
        new About(Optional.of(run.id()), "finding-opened", Optional.of(link)));
  }

  private static Notice notice(ProtectionPlan plan, Run run, DrillFinding finding, String link) {
    boolean incident = finding.severity() == Severity.INCIDENT;
    return new Notice(
        Set.of(Audience.ONCALL, Audience.OWNER),
        "%s: %s, answer by %s"
            .formatted(
                plan.system(),
                incident ? "RESTORE TEST FAILED, treat it as an incident" : "a drill fell short",
                DAY.format(finding.dueAt().atZone(plan.zone()))),
        """
        A drill of %s (%s) did not pass:

        %s

        %s is open until a drill passes that step; %s answers for it. Until then the plan of
        %s is not proven. Repair the cause, then run:

            drillbook drill %s --scenario %s

        Run:  %s
        Look: %s
        """
            .formatted(
                plan.system(),
                finding.scenario(),
                finding.what(),
                finding.id(),
                finding.owner(),
                plan.system(),
                plan.system(),
                finding.scenario(),
                run.id(),
                link));
  }

  private void fact(Run run, StepRef step, String outcome, DrillFinding finding) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("finding", finding.id());
    details.put("what", finding.what());
    details.put("owner", finding.owner());
    details.put("due", finding.dueAt().toString());
    record.append(run.id(), Entries.fact(clock.instant(), step, ACTOR, outcome, details));
  }

  private static String scenario(Run run) {
    return run.scenario().map(Scenario::id).orElse("");
  }
}
