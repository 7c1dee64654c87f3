package io.drillbook.domain.path;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What one rule of the table {@code choose-path} says, before it is read against a plan.
 *
 * @param sources {@code all}, {@code none}, or words separated by commas: what sources hold, their
 *     kinds or their names
 * @param target {@code none}, or the name of a target; a plan without one of that name takes its
 *     {@code recovery.target}
 * @param redeploy {@code yes}, {@code no}, or {@code if-planned}
 * @param cutover whether traffic moves to the target
 * @param why a sentence for the people who work the incident
 */
public record PathWords(
    List<String> sources, String target, String redeploy, boolean cutover, String why) {
  /** What may stand under {@code redeploy}. */
  public static final List<String> REDEPLOY = List.of("yes", "no", "if-planned");

  /** The outputs that a table must have. */
  public static final List<String> OUTPUTS =
      List.of("sources", "target", "redeploy", "cutover", "why");

  public PathWords {
    sources = List.copyOf(sources);
  }

  /**
   * The words of a rule.
   *
   * @param outputs by name
   * @throws Fault INPUT_INVALID where one is missing, of another type or unknown
   */
  public static PathWords of(Map<String, Object> outputs) {
    String redeploy = text(outputs, "redeploy");
    if (!REDEPLOY.contains(redeploy)) {
      throw wrong("redeploy", redeploy, "Expected one of " + REDEPLOY + ".");
    }
    if (!(outputs.get("cutover") instanceof Boolean cutover)) {
      throw wrong("cutover", outputs.get("cutover"), "Expected true or false.");
    }
    String target = text(outputs, "target");
    if (!target.matches("[a-z0-9][a-z0-9-]*")) {
      throw wrong("target", target, "Expected 'none' or the name of a target.");
    }
    List<String> sources =
        Arrays.stream(text(outputs, "sources").split(",", -1)).map(String::strip).toList();
    if (!sources.stream().allMatch(word -> word.matches("[a-z0-9][a-z0-9-]*"))) {
      throw wrong("sources", sources, "Expected 'all', 'none', or words separated by commas.");
    }
    boolean restores = !sources.equals(List.of("none"));
    if (restores == "none".equals(target)) {
      throw wrong("target", target, "Expected 'none' exactly where 'sources' is \"none\" as well.");
    }
    return new PathWords(sources, target, redeploy, cutover, text(outputs, "why"));
  }

  private static String text(Map<String, Object> outputs, String name) {
    if (!(outputs.get(name) instanceof String text) || text.isBlank()) {
      throw wrong(name, outputs.get(name), "Expected a text in quotation marks.");
    }
    return text.strip();
  }

  private static Fault wrong(String output, Object value, String expected) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to take the output '" + output + "' of a rule: '" + value + "'",
        expected);
  }
}
