package io.drillbook.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** JSON Schema of the records that the API's controllers take and give. */
final class ApiSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fields that are null where there is nothing, without an {@code Optional} that would say so. */
  private static final Set<String> NULLABLE =
      Set.of(
          "WorkView.endedAt",
          "WorkView.good",
          "WorkView.problem",
          "WorkView.lines",
          "WorkView.unread",
          "Session.csrfToken");

  private final Map<String, ObjectNode> components = new TreeMap<>();
  private final Map<String, Class<?>> names = new TreeMap<>();

  /** The named schemas that were needed. */
  ObjectNode components() {
    ObjectNode all = JSON.createObjectNode();
    components.forEach(all::set);
    return all;
  }

  ObjectNode of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return of((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
    }
    Class<?> plain = (Class<?>) type;
    if (plain == OptionalLong.class) {
      return of(Optional.class, Long.class);
    }
    if (plain.isRecord()) {
      String name = name(plain);
      if (!components.containsKey(name)) {
        components.put(name, JSON.createObjectNode());
        components.put(name, object(plain));
      }
      return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }
    return simple(plain);
  }

  private ObjectNode of(Class<?> raw, Type... arguments) {
    if (raw == Optional.class) {
      ObjectNode nullable = JSON.createObjectNode();
      ArrayNode either = nullable.putArray("anyOf");
      either.add(of(arguments[0]));
      either.addObject().put("type", "null");
      return nullable;
    }
    if (Collection.class.isAssignableFrom(raw)) {
      ObjectNode list = JSON.createObjectNode().put("type", "array");
      list.set("items", of(arguments[0]));
      return list;
    }
    ObjectNode map = JSON.createObjectNode().put("type", "object");
    map.set("additionalProperties", of(arguments[1]));
    return map;
  }

  /** Two records of one simple name are told apart by the class around them. */
  private String name(Class<?> record) {
    String name = record.getSimpleName();
    Class<?> taken = names.putIfAbsent(name, record);
    if (taken == null || taken == record) {
      return name;
    }
    Class<?> around = record.getEnclosingClass();
    return (around == null ? "Other" : around.getSimpleName()) + name;
  }

  private ObjectNode object(Class<?> record) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ArrayNode required = schema.putArray("required");
    ObjectNode properties = schema.putObject("properties");
    add(record, required, properties);
    return schema;
  }

  private void add(Class<?> record, ArrayNode required, ObjectNode properties) {
    for (RecordComponent component : record.getRecordComponents()) {
      if (isUnwrapped(record, component)) {
        add(component.getType(), required, properties);
        continue;
      }
      ObjectNode one = of(component.getGenericType());
      if (NULLABLE.contains(record.getSimpleName() + "." + component.getName())) {
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf").add(one).addObject().put("type", "null");
        one = either;
      }
      required.add(component.getName());
      properties.set(component.getName(), one);
    }
  }

  private static boolean isUnwrapped(Class<?> record, RecordComponent component) {
    try {
      return record.getDeclaredField(component.getName()).isAnnotationPresent(JsonUnwrapped.class);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode simple(Class<?> type) {
    ObjectNode schema = JSON.createObjectNode();
    if (type.isEnum()) {
      ArrayNode words = schema.put("type", "string").putArray("enum");
      Stream.of(type.getEnumConstants()).map(it -> ((Enum<?>) it).name()).forEach(words::add);
      return schema;
    }
    if (type == Instant.class) {
      return schema.put("type", "string").put("format", "date-time");
    }
    if (type == Duration.class) {
      return schema.put("type", "string").put("format", "duration");
    }
    if (type == boolean.class || type == Boolean.class) {
      return schema.put("type", "boolean");
    }
    if (List.of(int.class, long.class, Long.class, Integer.class).contains(type)) {
      return schema.put("type", "integer");
    }
    if (type == String.class) {
      return schema.put("type", "string");
    }
    throw new IllegalArgumentException("say what the schema is of: " + type);
  }
}
