package io.drillbook.engine.path;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.path.PathWords;
import io.drillbook.domain.plan.Scenario;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputExpression;

/**
 * Checks a table of recovery paths before anything relies on it: every case there can be is asked,
 * and each must be answered by exactly one rule with words that are known. A gap found in the
 * middle of an incident would be found too late.
 */
public final class PathTable {
  /** The decision's id. */
  public static final String ID = "choose-path";

  private static final List<String> INPUTS =
      List.of("scenario", "sourcesAnswer", "redeployPlanned");

  private final byte[] dmn;
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final List<String> matched = new ArrayList<>();

  private PathTable(byte[] dmn) {
    this.dmn = dmn;
  }

  /**
   * One thing that is wrong.
   *
   * @param line 1 for the first
   * @param problem "unable to …: 'subject'"
   * @param expected what should stand there
   */
  public record Problem(int line, String problem, String expected) {}

  /** Everything that is wrong with a table; nothing where it may be used. */
  public static List<Problem> problems(byte[] dmn) {
    PathTable table = new PathTable(dmn);
    table.check();
    return List.copyOf(table.problems);
  }

  private void check() {
    TableLines lines = TableLines.of(dmn);
    lines.malformed().ifPresent(problems::add);
    if (!problems.isEmpty()) {
      return;
    }
    if (!lines.hitPolicy().equals("UNIQUE")) {
      add(lines.table(), "use the hit policy", lines.hitPolicy(), "Expected UNIQUE.");
    }
    DmnEngine engine = engine();
    DmnDecision decision;
    try {
      DmnModelInstance model = Dmn.readModelFromStream(new ByteArrayInputStream(dmn));
      inputs(model, lines);
      // Every rule that matches is wanted here, not only whether there are several.
      model
          .getModelElementsByType(DecisionTable.class)
          .forEach(table -> table.setHitPolicy(HitPolicy.COLLECT));
      decision = engine.parseDecision(ID, model);
    } catch (RuntimeException e) {
      add(1, "read the table '" + ID + "'", reason(e), "Expected a decision table of that id.");
      return;
    }
    for (Scenario scenario : Scenario.values()) {
      for (String answer : List.of("all", "some", "none", "unknown")) {
        for (boolean planned : new boolean[] {true, false}) {
          ask(engine, decision, lines, new Case(scenario, answer, planned));
        }
      }
    }
  }

  /** A name that is not known would be read as nothing, and every case would look answered. */
  private void inputs(DmnModelInstance model, TableLines lines) {
    for (Input input : model.getModelElementsByType(Input.class)) {
      InputExpression expression = input.getInputExpression();
      String name = expression == null ? "" : expression.getText().getTextContent().strip();
      if (!INPUTS.contains(name)) {
        add(lines.of(input.getId()), "take the input", name, "Expected one of " + INPUTS + ".");
      }
    }
  }

  private record Case(Scenario scenario, String answer, boolean planned) {
    VariableContext variables() {
      return Variables.createVariables()
          .putValue("scenario", scenario.id())
          .putValue("sourcesAnswer", answer)
          .putValue("redeployPlanned", planned)
          .asVariableContext();
    }

    String inWords() {
      return scenario.id() + ", sources that answer: " + answer + ", redeploy planned: " + planned;
    }
  }

  private void ask(DmnEngine engine, DmnDecision decision, TableLines lines, Case one) {
    matched.clear();
    try {
      DmnDecisionTableResult result = engine.evaluateDecisionTable(decision, one.variables());
      if (result.isEmpty()) {
        add(lines.table(), "find a rule for", one.inWords(), "Expected one for every case.");
      } else if (result.size() > 1) {
        add(
            lines.of(matched.get(matched.size() - 1)),
            "decide between two rules for",
            one.inWords(),
            "Expected that only one rule matches; another is on line "
                + lines.of(matched.get(0))
                + ".");
      } else {
        PathWords.of(result.getSingleResult().getEntryMap());
      }
    } catch (Fault fault) {
      problems.add(new Problem(lines.of(matched.get(0)), fault.getMessage(), fault.hint()));
    } catch (RuntimeException e) {
      add(lines.table(), "ask the table for", one.inWords(), reason(e));
    }
  }

  private DmnEngine engine() {
    DmnEngineConfiguration configuration =
        DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
    DmnDecisionTableEvaluationListener listener =
        event -> event.getMatchingRules().forEach(rule -> matched.add(rule.getId()));
    configuration.setCustomPostDecisionTableEvaluationListeners(List.of(listener));
    return configuration.buildEngine();
  }

  /** The first case of a kind is enough to find the line; the others would hide it. */
  private void add(int line, String unable, String subject, String expected) {
    String begin = "unable to " + unable + ":";
    if (problems.stream()
        .anyMatch(known -> known.line() == line && known.problem().startsWith(begin))) {
      return;
    }
    problems.add(new Problem(line, "unable to " + unable + ": '" + subject + "'", expected));
  }

  private static String reason(Throwable e) {
    String text = String.valueOf(e.getMessage());
    return text.lines().findFirst().orElse(text);
  }
}
