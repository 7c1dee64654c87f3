package io.drillbook.config;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.Field;
import io.drillbook.config.Shape.Leaf;
import io.drillbook.config.Shape.Named;
import io.drillbook.config.Shape.Sequence;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.system.ServerConfiguration.VaultConfiguration;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads one vault where no configuration is left: from one word, or from a file that holds the
 * block that stood under {@code vaults} in drillbook.yaml.
 */
public final class VaultReader {
  private static final List<Field> COMMON =
      List.of(
          Field.required("kind", Leaves.NAME, "the kind of the vault."),
          Field.optional("site", Leaves.NAME, "Where it stands."));

  private final DriverKinds kinds;

  /** A reader where these drivers are at hand. */
  public VaultReader(DriverKinds kinds) {
    this.kinds = kinds;
  }

  /**
   * The vault in a file; relative paths in it start at the file's folder.
   *
   * @throws Fault INPUT_INVALID with every finding
   */
  public VaultConfiguration file(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    BlockFile block = new BlockFile(file);
    Located vault =
        block.read(new Shape.ByKind(DriverShapes.of(kinds.vaults(), folder, COMMON)), "vault");
    return new VaultConfiguration(
        file.toString(),
        vault.leaf(String.class, "kind").orElseThrow(),
        DriverShapes.settings(vault, ServerShape.VAULT_KEYS),
        Optional.empty());
  }

  /**
   * The vault behind a word: a folder, or {@code kind://user@host:port/path?setting=value}. A
   * secret that the word does not refer to is looked up in the environment variable {@code
   * KIND_SETTING}, such as {@code S3_SECRET_KEY}, if that is set.
   *
   * @param isSet whether an environment variable is there
   * @throws Fault INPUT_INVALID naming the setting that is wrong, never its value
   */
  public VaultConfiguration word(String word, Path folder, Predicate<String> isSet) {
    VaultWord parts = VaultWord.of(word);
    Block block = DriverShapes.of(kinds.vaults(), folder, List.of()).get(parts.kind());
    if (block == null) {
      throw wrong(parts.shown(), "kind", "one of " + kinds.vaults().keySet() + ", or a folder");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    parts
        .settings(block.fields().keySet())
        .forEach((key, text) -> values.put(key, value(parts, block, key, text)));
    for (Field field : block.fields().values()) {
      String variable =
          (parts.kind() + "_" + field.key()).toUpperCase(Locale.ROOT).replace('-', '_');
      if (field.shape() == Leaves.SECRET && !values.containsKey(field.key())) {
        if (isSet.test(variable)) {
          values.put(field.key(), new SecretReference("environment", variable));
        } else if (field.required()) {
          throw wrong(parts.shown(), field.key(), "it in the environment variable " + variable);
        }
      } else if (field.required() && !values.containsKey(field.key())) {
        throw wrong(parts.shown(), field.key(), field.meaning());
      }
    }
    return new VaultConfiguration(
        parts.shown(), parts.kind(), new Settings(values), Optional.empty());
  }

  private static Object value(VaultWord word, Block block, String key, String text) {
    Field field = block.fields().get(key);
    if (field == null) {
      throw wrong(word.shown(), key, "one of " + block.fields().keySet());
    }
    if (field.shape() instanceof Sequence) {
      return List.of(text.split(","));
    }
    Leaf leaf = (Leaf) field.shape();
    Optional<?> value = leaf.parse().apply(text);
    if (value.isEmpty()) {
      throw wrong(word.shown(), key, leaf.expected());
    }
    return value.get();
  }

  private static Fault wrong(String word, String key, String expected) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to use '" + key + "' of the vault: '" + word + "'",
        "Expected " + expected + (expected.endsWith(".") ? "" : "."));
  }

  /** Shape of named blocks under one key, for files that rescue reads. */
  static Block named(String key, Shape each) {
    return Block.of(Field.required(key, new Named(Leaves.NAME, each, 1), "one block for each."));
  }
}
