package io.drillbook.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What may stand at a place of a YAML file. Declared once; the check of the file and the JSON
 * Schema both come from it, so that an editor and {@code plan check} cannot disagree.
 */
sealed interface Shape {
  /**
   * A single value.
   *
   * @param expected what it must be, behind "Expected"
   * @param parse gives the value, or nothing where the text is none
   * @param schema its JSON Schema
   * @param secret true where the text may hold a secret and is never repeated in a message
   */
  record Leaf(
      String expected,
      Function<String, Optional<?>> parse,
      Map<String, Object> schema,
      boolean secret)
      implements Shape {
    public Leaf {
      schema = Collections.unmodifiableMap(new TreeMap<>(schema));
    }
  }

  /** A block with declared keys; every other key is an error. */
  record Block(Map<String, Field> fields) implements Shape {
    public Block {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    static Block of(Field... fields) {
      return of(List.of(fields));
    }

    static Block of(List<Field> fields) {
      Map<String, Field> byKey = new LinkedHashMap<>();
      fields.forEach(field -> byKey.put(field.key(), field));
      return new Block(byKey);
    }
  }

  /** A block whose keys are names chosen by the person. */
  record Named(Leaf name, Shape value, int least) implements Shape {}

  /** A list. */
  record Sequence(Shape item, int least) implements Shape {}

  /** A block with a key that says of what kind it is, and so which other keys it may have. */
  record ByKind(Map<String, Block> kinds) implements Shape {
    public ByKind {
      kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    }
  }

  /**
   * A block with one key, the kind, above the settings of that kind. A list in place of the
   * settings is short for the setting that is called like the kind, as in {@code command:
   * [./check.sh]}.
   */
  record Tagged(Map<String, Block> kinds) implements Shape {
    public Tagged {
      kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    }
  }

  /** Settings whose kind stands elsewhere in the file; checked by a rule of the plan. */
  record Deferred(Map<String, Block> kinds) implements Shape {
    public Deferred {
      kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    }
  }

  /**
   * A key of a block.
   *
   * @param meaning one sentence, for the JSON Schema
   */
  record Field(String key, Shape shape, boolean required, String meaning) {
    static Field required(String key, Shape shape, String meaning) {
      return new Field(key, shape, true, meaning);
    }

    static Field optional(String key, Shape shape, String meaning) {
      return new Field(key, shape, false, meaning);
    }
  }
}
