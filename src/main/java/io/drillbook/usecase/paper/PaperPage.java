package io.drillbook.usecase.paper;

import io.drillbook.domain.plan.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the models as HTML that needs nothing else, for a printer and for the dark. */
final class PaperPage {
  private static final String STYLE =
      """
      body { font: 10pt/1.4 sans-serif; margin: 15mm; color: #111; }
      h1 { font-size: 20pt; margin: 0 0 2mm 0; } h2 { font-size: 13pt; border-bottom: 1px solid #111; margin: 8mm 0 2mm 0; }
      div.s { margin: 2mm 0; page-break-inside: avoid; padding-left: 14mm; text-indent: -14mm; } div.s > * { text-indent: 0; }
      div.in { margin-left: 9mm; } div.x { margin-left: 9mm; border-left: 1mm solid #999; padding-left: 17mm; }
      .no { display: inline-block; width: 12mm; color: #555; } .who, .way { color: #555; } .way { display: block; }
      .out { border: 1px solid #111; padding: 0 1mm; }
      .box { display: inline-block; width: 3.5mm; height: 3.5mm; border: 1px solid #111; margin-right: 2mm; }
      pre { margin: 1mm 0; padding: 1.5mm; background: #f1f1f1; white-space: pre-wrap; overflow-wrap: anywhere; }
      td { padding: 0.5mm 5mm 0.5mm 0; vertical-align: top; } p.note { color: #555; white-space: pre-line; }
      """;

  private final StringBuilder html = new StringBuilder();
  private final List<Scenario> scenarios;
  private final Map<String, Integer> sectionOf = new LinkedHashMap<>();
  private final Map<String, String> numbers = new LinkedHashMap<>();
  private final Map<String, PaperStep> nodes = new LinkedHashMap<>();

  PaperPage(String title, List<Scenario> scenarios) {
    this.scenarios = scenarios;
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(title))
        .append("</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n");
    element("h1", title);
  }

  String end() {
    return html.append("</body></html>\n").toString();
  }

  void table(Map<String, String> rows) {
    html.append("<table>");
    rows.forEach(
        (name, value) ->
            html.append("<tr><td>")
                .append(escaped(name))
                .append("</td><td>")
                .append(escaped(value))
                .append("</td></tr>"));
    html.append("</table>\n");
  }

  void sections(List<PaperSection> all, Function<PaperStep, List<String>> actions) {
    all.forEach(section -> sectionOf.put(section.id(), section.number()));
    all.forEach(section -> section(section, actions));
  }

  private void section(PaperSection section, Function<PaperStep, List<String>> actions) {
    numbers.clear();
    nodes.clear();
    number(section, section.steps());
    html.append("<h2 id=\"").append(escaped(section.id())).append("\">");
    html.append(section.number()).append(". ").append(escaped(section.name())).append("</h2>\n");
    if (!section.unused().isEmpty()) {
      html.append("<p>").append(out(List.copyOf(section.unused()))).append("</p>\n");
    }
    html.append("<p class=\"note\">").append(escaped(section.explanation())).append("</p>\n");
    steps(section, section.steps(), actions, 0);
  }

  private void number(PaperSection section, List<PaperStep> steps) {
    for (PaperStep step : steps) {
      numbers.put(step.id(), section.number() + "." + (numbers.size() + 1));
      nodes.put(step.id(), step);
      number(section, step.parts());
    }
  }

  private void steps(
      PaperSection section,
      List<PaperStep> steps,
      Function<PaperStep, List<String>> actions,
      int depth) {
    for (int i = 0; i < steps.size(); i++) {
      PaperStep step = steps.get(i);
      String next = i + 1 < steps.size() ? steps.get(i + 1).id() : "";
      step(section, step, next, actions, depth);
      steps(section, step.parts(), actions, depth + 1);
    }
  }

  private void step(
      PaperSection section,
      PaperStep step,
      String next,
      Function<PaperStep, List<String>> actions,
      int depth) {
    String look = step.host().isEmpty() ? (depth > 0 ? "s in" : "s") : "s x";
    html.append("<div class=\"%s\" id=\"%s\">".formatted(look, section.id() + "." + step.id()))
        .append("<span class=\"no\">")
        .append(numbers.get(step.id()))
        .append("</span>");
    PaperWords words = new PaperWords(numbers, nodes, sectionOf);
    if (!step.isEvent() && !step.isGateway()) {
      html.append("<span class=\"box\"></span>");
    }
    html.append("<b>").append(escaped(words.title(step))).append("</b> ");
    html.append("<span class=\"who\">").append(escaped(words.who(step))).append("</span>");
    List<Scenario> without = section.without(step.id(), scenarios);
    if (!without.isEmpty()) {
      html.append(' ').append(out(without));
    }
    if (!step.explanation().isEmpty()) {
      html.append("<br>").append(escaped(step.explanation()));
    }
    List<String> lines = actions.apply(step);
    if (!lines.isEmpty()) {
      html.append("<pre>").append(escaped(String.join("\n", lines))).append("</pre>");
    }
    words
        .ways(step, next)
        .forEach(way -> html.append("<span class=\"way\">").append(escaped(way)).append("</span>"));
    html.append("</div>\n");
  }

  private String out(List<Scenario> without) {
    String text =
        scenarios.size() == 1
            ? "LEFT OUT in this scenario"
            : "LEFT OUT in "
                + without.stream().sorted().map(Scenario::id).collect(Collectors.joining(", "));
    return "<b class=\"out\">" + escaped(text) + "</b>";
  }

  void element(String tag, String text) {
    html.append('<').append(tag).append('>').append(escaped(text));
    html.append("</").append(tag).append(">\n");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
