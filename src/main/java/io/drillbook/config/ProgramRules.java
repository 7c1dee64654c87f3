package io.drillbook.config;

import io.drillbook.domain.plan.Setting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rules about the programs that sources and targets name: what stands in braces is known, and what
 * is called like a secret is a reference.
 */
final class ProgramRules {
  private static final Pattern IN_BRACES = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|APIKEY|API_KEY).*");
  private static final String VARIABLES = "variables";
  private static final String FILE = "file";

  private final Located plan;
  private final Map<String, List<Setting>> kinds;
  private final Findings findings;

  ProgramRules(Located plan, Map<String, List<Setting>> kinds, Findings findings) {
    this.plan = plan;
    this.kinds = kinds;
    this.findings = findings;
  }

  /**
   * Notes what is wrong.
   *
   * @param targets for each target and source the checked settings there
   */
  void check(Map<String, Map<String, Located>> targets) {
    Map<String, Located> sources = plan.entries("sources");
    sources.values().forEach(source -> check(source, source, Setting.Place.SOURCE));
    targets
        .values()
        .forEach(
            target ->
                target.forEach(
                    (name, there) -> check(sources.get(name), there, Setting.Place.TARGET)));
  }

  private void check(Located source, Located block, Setting.Place place) {
    Set<String> variables = block.entries(VARIABLES).keySet();
    String kind = source.leaf(String.class, "kind").orElse("");
    for (Setting setting : DriverShapes.at(place, kinds).getOrDefault(kind, List.of())) {
      switch (setting.type()) {
        case PROGRAM -> words(block, setting, variables);
        case FILE_PROGRAM -> words(block, setting, with(variables));
        case MAP -> block.entries(setting.key()).forEach(this::secret);
        default -> {}
      }
    }
  }

  private static Set<String> with(Set<String> variables) {
    Set<String> more = new TreeSet<>(variables);
    more.add(FILE);
    return more;
  }

  private void words(Located block, Setting setting, Set<String> known) {
    for (Located word : block.items(setting.key())) {
      Matcher braces = IN_BRACES.matcher(word.text());
      while (braces.find()) {
        if (!known.contains(braces.group(1))) {
          findings.add(
              word.place(),
              "unable to use what stands in braces in '" + setting.key() + "': '{…}'",
              "Expected one of " + shown(known) + "; a secret goes in by 'environment'.");
        }
      }
    }
  }

  private static String shown(Set<String> known) {
    return known.isEmpty()
        ? "the names under 'variables', of which there are none"
        : known.stream().sorted().map(name -> "{" + name + "}").collect(Collectors.joining(", "));
  }

  private void secret(String name, Located value) {
    if (SECRET_NAME.matcher(name).matches() && !value.text().contains("${")) {
      findings.add(
          value.place(),
          "unable to use a literal secret: '" + name + "'",
          "Expected a reference, ${NAME} for an environment variable or ${file:/path}.");
    }
  }
}
