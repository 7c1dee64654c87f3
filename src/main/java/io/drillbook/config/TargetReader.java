package io.drillbook.config;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.Deferred;
import io.drillbook.config.Shape.Field;
import io.drillbook.config.Shape.Leaf;
import io.drillbook.config.Shape.Named;
import io.drillbook.config.Shape.Sequence;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads where the sources of a recovery point go when no plan is left: from a file like a plan's
 * target, or from one word for each source.
 */
public final class TargetReader {
  private final DriverKinds kinds;
  private final Map<String, String> sources;

  /**
   * A reader.
   *
   * @param sources kind by source, as the manifest says, in its order
   */
  public TargetReader(DriverKinds kinds, Map<String, String> sources) {
    this.kinds = kinds;
    this.sources = new LinkedHashMap<>(sources);
  }

  /**
   * The settings by source in a file; relative paths in it start at the file's folder.
   *
   * @throws Fault INPUT_INVALID with every finding
   */
  public Map<String, Settings> file(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Map<String, Block> blocks = PlanShape.atTarget(kinds, folder);
    BlockFile read = new BlockFile(file);
    Located tree = read.read(VaultReader.named("sources", new Deferred(blocks)), "target");
    Findings findings = new Findings(file.toString());
    Map<String, Settings> settings = new LinkedHashMap<>();
    tree.entries("sources")
        .forEach(
            (source, raw) -> {
              Located named = new Located(source, raw.key(), raw.key());
              if (PlanRules.known(findings, named, "source", sources.keySet())) {
                Optional.ofNullable(blocks.get(sources.get(source)))
                    .flatMap(
                        block -> new ShapeCheck(findings).check((Node) raw.value(), block, source))
                    .map(there -> DriverShapes.settings(there, Set.of("kind")))
                    .ifPresent(there -> settings.put(source, there));
              }
            });
    read.refuse(findings);
    return settings;
  }

  /**
   * The settings in words such as {@code db=url:postgresql://host/shop,username:admin}.
   *
   * @throws Fault INPUT_INVALID
   */
  public Map<String, Settings> words(List<String> words, Path folder) {
    Map<String, Settings> settings = new LinkedHashMap<>();
    for (String word : words) {
      String source = word.replaceFirst("=.*", "");
      if (!sources.containsKey(source)) {
        throw wrong(source, "source", "SOURCE=key:value,… with one of " + sources.keySet());
      }
      String pairs = word.substring(Math.min(word.length(), source.length() + 1));
      settings.put(source, settings(source, pairs, folder));
    }
    return settings;
  }

  private Settings settings(String source, String text, Path folder) {
    Block block = PlanShape.atTarget(kinds, folder).get(sources.get(source));
    if (block == null) {
      throw wrong(source, "kind " + sources.get(source), "one of " + kinds.sources().keySet());
    }
    Map<String, Object> values = new LinkedHashMap<>();
    String keys = String.join("|", block.fields().keySet());
    // A value may hold commas and colons: only a comma before a known key ends it.
    for (String pair : text.split(",(?=(" + keys + "):)", -1)) {
      String key = pair.replaceFirst(":.*", "");
      Field field = block.fields().get(key);
      if (field == null || !pair.contains(":")) {
        throw wrong(source, "setting", "key:value,… with keys " + block.fields().keySet());
      }
      values.put(key, value(source, field, pair.substring(key.length() + 1)));
    }
    block.fields().values().stream()
        .filter(field -> field.required() && !values.containsKey(field.key()))
        .findFirst()
        .ifPresent(
            field -> {
              throw wrong(source, field.key(), field.meaning());
            });
    values.remove("kind");
    return new Settings(values);
  }

  private static Object value(String source, Field field, String text) {
    if (field.shape() instanceof Named) {
      throw wrong(source, field.key(), "a file of targets, where it can be written in lines");
    }
    if (field.shape() instanceof Sequence) {
      return List.of(text.split(","));
    }
    Leaf leaf = (Leaf) field.shape();
    Optional<?> value = leaf.parse().apply(text);
    if (value.isEmpty()) {
      throw wrong(source, field.key(), leaf.expected());
    }
    return value.get();
  }

  /** A file to fill in: every setting of every source, the optional ones commented out. */
  public String template() {
    return "sources:\n"
        + sources.entrySet().stream()
            .map(source -> template(source.getKey(), source.getValue()))
            .collect(Collectors.joining());
  }

  private String template(String source, String kind) {
    StringBuilder text = new StringBuilder("  " + source + ":  # kind " + kind + "\n");
    DriverShapes.at(Setting.Place.TARGET, kinds.sources())
        .getOrDefault(kind, List.of())
        .forEach(
            setting -> {
              String value =
                  switch (setting.type()) {
                    case SECRET -> "\"${NAME}\"";
                    case LIST, KEYS, PROGRAM, FILE_PROGRAM, PATHS -> "[]";
                    case MAP, PROGRAMS -> "{}";
                    default -> "";
                  };
              text.append("    # ").append(setting.meaning()).append('\n');
              text.append(setting.required() ? "    " : "    # ");
              text.append(setting.key()).append(": ").append(value).append('\n');
            });
    return text.toString();
  }

  private static Fault wrong(String source, String what, String expected) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to use the " + what + " of the target: '" + source + "'",
        "Expected " + expected + (expected.endsWith(".") ? "" : "."));
  }
}
