package io.drillbook.usecase.paper;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.Objectives.RtoChoice;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The runbook of a plan as one HTML page for paper: every step in order, who does it, and what the
 * plan says of it, for the night in which no server answers.
 */
public final class PrintRunbook {
  private static final String MAIN = "recover-from-disaster";
  private static final String STYLE =
      """
      body { font: 10pt/1.4 sans-serif; margin: 15mm; color: #111; }
      h1 { font-size: 20pt; margin: 0 0 2mm 0; } h2 { font-size: 13pt; border-bottom: 1px solid #111; margin: 8mm 0 2mm 0; }
      ol { padding-left: 6mm; } li { margin: 2mm 0; page-break-inside: avoid; }
      .who { color: #555; } .box { display: inline-block; width: 3.5mm; height: 3.5mm; border: 1px solid #111; margin-right: 2mm; }
      pre { margin: 1mm 0; padding: 1.5mm; background: #f1f1f1; white-space: pre-wrap; overflow-wrap: anywhere; }
      td { padding: 0.5mm 5mm 0.5mm 0; vertical-align: top; } p.note { color: #555; white-space: pre-line; }
      """;

  private final Function<String, Optional<byte[]>> models;
  private final StringBuilder html = new StringBuilder();
  private final Set<String> printed = new LinkedHashSet<>();

  /**
   * A printer.
   *
   * @param models the file of a model by its id
   */
  public PrintRunbook(Function<String, Optional<byte[]>> models) {
    this.models = models;
  }

  /**
   * The page.
   *
   * @throws Fault INPUT_INVALID where a model that is called is not there
   */
  public String print(ProtectionPlan plan, Scenario scenario) {
    String title = "Runbook of " + plan.system() + ": " + scenario.id();
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(title))
        .append("</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n");
    element("h1", title);
    head(plan, scenario);
    model(MAIN, new PlanActions(plan, scenario));
    withoutServer(plan);
    return html.append("</body></html>\n").toString();
  }

  private void head(ProtectionPlan plan, Scenario scenario) {
    RtoChoice rto = plan.objectives().rtoFor(scenario);
    html.append("<table>");
    row("What happened", scenario.meaning());
    row("RTO", Durations.inWords(rto.rto()) + (rto.assumed() ? " (the plan's strictest)" : ""));
    plan.sources()
        .keySet()
        .forEach(source -> row("RPO of " + source, Durations.inWords(plan.rpoOf(source))));
    row("Owner", plan.owner());
    row("On-call", String.join(", ", plan.audience().oncall()));
    row("Managers", String.join(", ", plan.audience().managers()));
    row("Recovery points in", String.join(", ", plan.backup().vaults()));
    row("Restored into", plan.recovery().target());
    row("Plan, SHA-256", plan.digest());
    html.append("</table>\n");
  }

  private void model(String id, PlanActions actions) {
    if (!printed.add(id)) {
      return;
    }
    ModelSteps model = new ModelSteps(file(id));
    element("h2", model.name());
    html.append("<p class=\"note\">").append(escaped(model.explanation())).append("</p>\n<ol>\n");
    List<PaperStep> steps = model.steps();
    steps.forEach(step -> step(step, actions));
    html.append("</ol>\n");
    steps.stream()
        .map(PaperStep::calls)
        .filter(called -> !called.isEmpty())
        .forEach(called -> model(called, actions));
  }

  private byte[] file(String id) {
    return models
        .apply(id)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to find the model: '" + id + "'",
                    "It comes with the program; is the installation whole?"));
  }

  private void step(PaperStep step, PlanActions actions) {
    html.append("<li><span class=\"box\"></span><b>")
        .append(escaped(step.name()))
        .append("</b> <span class=\"who\">")
        .append(escaped(step.calls().isEmpty() ? step.who() : "see " + step.calls() + " below"))
        .append("; time: ______ by: ______</span>");
    if (!step.explanation().isEmpty()) {
      html.append("<br>").append(escaped(step.explanation()));
    }
    List<String> lines = actions.of(step);
    if (!lines.isEmpty()) {
      html.append("<pre>").append(escaped(String.join("\n", lines))).append("</pre>");
    }
    html.append("</li>\n");
  }

  /** The same by hand: what works with a vault and a key alone. */
  private void withoutServer(ProtectionPlan plan) {
    element("h2", "When Drillbook itself is gone");
    String commands =
        """
        drillbook rescue list --vault VAULT --signer signer.asc
        drillbook rescue verify --vault VAULT --system %1$s --signer signer.asc
        drillbook rescue restore --vault VAULT --system %1$s --signer signer.asc --print-target"""
            .formatted(plan.system());
    html.append("<pre>").append(escaped(commands)).append("</pre>\n");
    element(
        "p", "Each recovery point holds a RESTORE.md that needs gpg, zstd and stock tools only.");
  }

  private void row(String name, String value) {
    html.append("<tr><td>")
        .append(escaped(name))
        .append("</td><td>")
        .append(escaped(value))
        .append("</td></tr>");
  }

  private void element(String tag, String text) {
    html.append('<')
        .append(tag)
        .append('>')
        .append(escaped(text))
        .append("</")
        .append(tag)
        .append(">\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
