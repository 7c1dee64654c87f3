package io.drillbook.config;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the text of a YAML file into its tree; nothing in the file is ever executed. */
final class YamlFile {
  private static final int LARGEST = 1024 * 1024;

  private YamlFile() {}

  /** The tree; empty where the text is no YAML, which then was noted. */
  static Optional<Node> parse(String text, Findings findings) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    options.setNestingDepthLimit(20);
    try {
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (root == null) {
        findings.add(Place.START, "unable to read the file: 'it is empty'", "Expected a block.");
      }
      return Optional.ofNullable(root);
    } catch (MarkedYAMLException e) {
      Place place = e.getProblemMark() == null ? Place.START : Place.of(e.getProblemMark());
      findings.add(
          place,
          "unable to read the file as YAML: '" + e.getProblem() + "'",
          "Expected YAML; look at indentation, colons and quotes here and just above.");
    } catch (YAMLException e) {
      findings.add(
          Place.START,
          "unable to read the file as YAML: '" + firstLine(e) + "'",
          "Expected a plain text file of at most 1 MiB.");
    }
    return Optional.empty();
  }

  private static String firstLine(YAMLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
