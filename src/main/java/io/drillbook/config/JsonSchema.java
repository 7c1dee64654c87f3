package io.drillbook.config;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.ByKind;
import io.drillbook.config.Shape.Deferred;
import io.drillbook.config.Shape.Field;
import io.drillbook.config.Shape.Leaf;
import io.drillbook.config.Shape.Named;
import io.drillbook.config.Shape.Sequence;
import io.drillbook.config.Shape.Tagged;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON Schema (draft 2020-12) of the configuration files, for editors. */
public final class JsonSchema {
  private static final Path ANYWHERE = Path.of("/");

  private JsonSchema() {}

  /** The schema of a plan, as maps and lists. */
  public static Map<String, Object> ofPlan(DriverKinds kinds) {
    return document("A protection plan: plans/<system>.yaml", PlanShape.of(kinds, ANYWHERE));
  }

  /** The schema of {@code drillbook.yaml}, as maps and lists. */
  public static Map<String, Object> ofServer(DriverKinds kinds) {
    return document("The server's own file: drillbook.yaml", ServerShape.of(kinds, ANYWHERE));
  }

  private static Map<String, Object> document(String title, Block block) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", title);
    schema.putAll(block(block));
    return schema;
  }

  private static Map<String, Object> of(Shape shape) {
    if (shape instanceof Leaf leaf) {
      return leaf.schema();
    } else if (shape instanceof Block block) {
      return block(block);
    } else if (shape instanceof Named named) {
      return named(named);
    } else if (shape instanceof Sequence sequence) {
      return list(of(sequence.item()), sequence.least());
    } else if (shape instanceof ByKind byKind) {
      return byKind(byKind);
    } else if (shape instanceof Tagged tagged) {
      return tagged(tagged);
    } else if (shape instanceof Deferred deferred) {
      return Map.of("anyOf", deferred.kinds().values().stream().map(JsonSchema::block).toList());
    }
    throw new IllegalStateException("no schema for " + shape);
  }

  private static Map<String, Object> block(Block block) {
    Map<String, Object> schema = object();
    Map<String, Object> properties = new LinkedHashMap<>();
    block.fields().values().forEach(it -> properties.put(it.key(), described(it)));
    schema.put("properties", properties);
    List<String> required =
        block.fields().values().stream().filter(Field::required).map(Field::key).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> described(Field field) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", sentence(field.meaning()));
    schema.putAll(of(field.shape()));
    return schema;
  }

  private static String sentence(String meaning) {
    return meaning.substring(0, 1).toUpperCase(Locale.ROOT) + meaning.substring(1);
  }

  private static Map<String, Object> named(Named named) {
    Map<String, Object> schema = object();
    schema.put("propertyNames", named.name().schema());
    schema.put("additionalProperties", of(named.value()));
    if (named.least() > 0) {
      schema.put("minProperties", named.least());
    }
    return schema;
  }

  private static Map<String, Object> list(Map<String, Object> items, int least) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", items);
    if (least > 0) {
      schema.put("minItems", least);
    }
    return schema;
  }

  private static Map<String, Object> byKind(ByKind shape) {
    Map<String, Object> schema = object();
    List<String> kinds = List.copyOf(shape.kinds().keySet());
    schema.put("properties", Map.of("kind", Map.of("enum", kinds)));
    schema.put("required", List.of("kind"));
    List<Object> choices = new ArrayList<>();
    shape
        .kinds()
        .forEach(
            (kind, block) -> {
              Map<String, Object> choice = new LinkedHashMap<>();
              choice.put("if", Map.of("properties", Map.of("kind", Map.of("const", kind))));
              choice.put("then", block(block));
              choices.add(choice);
            });
    schema.put("allOf", choices);
    return schema;
  }

  private static Map<String, Object> tagged(Tagged shape) {
    Map<String, Object> properties = new LinkedHashMap<>();
    shape
        .kinds()
        .forEach(
            (kind, block) -> {
              Field own = block.fields().get(kind);
              properties.put(
                  kind,
                  own != null && own.shape() instanceof Sequence
                      ? Map.of("anyOf", List.of(of(own.shape()), block(block)))
                      : block(block));
            });
    Map<String, Object> schema = object();
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    schema.put("minProperties", 1);
    schema.put("maxProperties", 1);
    return schema;
  }

  private static Map<String, Object> object() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    return schema;
  }
}
