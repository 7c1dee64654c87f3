package io.drillbook.usecase.paper;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Objectives.RtoChoice;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.spi.runbook.Paths;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The runbooks of a plan as one HTML page for paper: every node of every model in order, who does
 * it, and what the plan says of it, for the night in which no server answers.
 */
public final class PrintRunbook {
  /** What is printed where nothing else is asked for. */
  public static final String INCIDENT = "recover-from-disaster";

  /** What people, schedules and other runbooks begin with; the others are called by these. */
  public static final List<String> RUNBOOKS =
      List.of(
          INCIDENT,
          "fail-back",
          "restore-system",
          "run-drill",
          "take-backup",
          "check-recovery-points",
          "expire-recovery-points",
          "check-readiness",
          "rotate-keys",
          "watch-schedule");

  private final PaperModels models;
  private final Paths paths;

  /**
   * A printer. Whoever prints often keeps it: it reads a model again only where its file changed.
   *
   * @param models the file of a model by its id
   * @param paths the table of paths that is in force
   */
  public PrintRunbook(Function<String, Optional<byte[]>> models, Paths paths) {
    this.models = new PaperModels(models);
    this.paths = paths;
  }

  /** The page of what is done in one scenario. */
  public String print(ProtectionPlan plan, Scenario scenario) {
    return print(plan, List.of(INCIDENT), List.of(scenario));
  }

  /** Everything: each runbook, for each scenario. */
  public String printAll(ProtectionPlan plan) {
    return print(plan, RUNBOOKS, List.of(Scenario.values()));
  }

  /**
   * The page of some runbooks and all that they call.
   *
   * @param runbooks ids of models
   * @param scenarios for which it is read; what the path of one is sure to pass by is marked
   * @throws Fault INPUT_INVALID where a model is not there
   */
  public String print(ProtectionPlan plan, List<String> runbooks, List<Scenario> scenarios) {
    Paths now = paths.atOnce();
    Map<Scenario, LeftOut> leftOut = new EnumMap<>(Scenario.class);
    scenarios.forEach(it -> leftOut.put(it, LeftOut.by(now, plan, it)));
    PaperPage page = new PaperPage(title(plan, runbooks, scenarios), scenarios);
    page.table(head(plan, scenarios));
    List<PaperSection> sections = new PaperBook(models, leftOut).sections(runbooks);
    if (sections.size() > 1) {
      page.element("h2", "What is in here");
      page.table(contents(sections));
    }
    page.sections(sections, new ScenarioActions(plan, now, scenarios)::of);
    withoutServer(page, plan);
    return page.end();
  }

  private static String title(
      ProtectionPlan plan, List<String> runbooks, List<Scenario> scenarios) {
    String what =
        runbooks.equals(List.of(INCIDENT))
            ? ""
            : runbooks.equals(RUNBOOKS) ? "all runbooks" : String.join(", ", runbooks);
    String when =
        scenarios.size() == 1 ? scenarios.get(0).id() : scenarios.isEmpty() ? "" : "all scenarios";
    String between = what.isEmpty() || when.isEmpty() ? "" : ", ";
    return "Runbook of " + plan.system() + ": " + what + between + when;
  }

  private static Map<String, String> head(ProtectionPlan plan, List<Scenario> scenarios) {
    Map<String, String> rows = new LinkedHashMap<>();
    for (Scenario scenario : scenarios) {
      RtoChoice rto = plan.objectives().rtoFor(scenario);
      String time = Durations.inWords(rto.rto()) + (rto.assumed() ? " (the plan's strictest)" : "");
      if (scenarios.size() == 1) {
        rows.put("What happened", scenario.meaning());
        rows.put("RTO", time);
      } else {
        rows.put("RTO of " + scenario.id(), time + ". " + scenario.meaning());
      }
    }
    plan.sources()
        .keySet()
        .forEach(source -> rows.put("RPO of " + source, Durations.inWords(plan.rpoOf(source))));
    rows.put("Owner", plan.owner());
    rows.put("On-call", String.join(", ", plan.audience().oncall()));
    rows.put("Managers", String.join(", ", plan.audience().managers()));
    rows.put("Recovery points in", String.join(", ", plan.backup().vaults()));
    rows.put("Restored into", plan.recovery().target());
    rows.put("Plan, SHA-256", plan.digest());
    return rows;
  }

  private static Map<String, String> contents(List<PaperSection> sections) {
    return sections.stream()
        .collect(
            Collectors.toMap(
                it -> String.valueOf(it.number()),
                it -> it.name() + " (" + it.id() + ")",
                (one, other) -> one,
                LinkedHashMap::new));
  }

  /** The same by hand: what works with a vault and a key alone. */
  private static void withoutServer(PaperPage page, ProtectionPlan plan) {
    page.element("h2", "When Drillbook itself is gone");
    page.element(
        "pre",
        """
        drillbook rescue list --vault VAULT --signer signer.asc
        drillbook rescue verify --vault VAULT --system %1$s --signer signer.asc
        drillbook rescue restore --vault VAULT --system %1$s --signer signer.asc --print-target"""
            .formatted(plan.system()));
    page.element(
        "p", "Each recovery point holds a RESTORE.md that needs gpg, zstd and stock tools only.");
    page.element(
        "p",
        "Write down who did what and when; it is entered later, with its real times, by"
            + " 'drillbook incident add' or 'drillbook incident enter'.");
  }
}
