package io.drillbook.web.evidence;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A record of records in which every text is the same, whoever could have typed it. */
final class TypedEverywhere {
  private static final Instant AT = Instant.parse("2026-11-21T02:00:00Z");

  /** What the program itself writes and reads again. */
  private static final Map<String, String> OURS =
      Map.of(
          "zone", "Europe/Berlin",
          "format", "f",
          "kind", "drill",
          "evidenceKind", "drill",
          "verdict", "failed");

  private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class);

  private final String typed;

  TypedEverywhere(String typed) {
    this.typed = typed;
  }

  <T> T of(Class<T> type) {
    return type.cast(value(type, ""));
  }

  private Object value(Type type, String name) {
    if (type instanceof ParameterizedType generic) {
      return several(generic, name);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return OURS.getOrDefault(name, typed);
    }
    if (plain == Instant.class) {
      return AT;
    }
    if (plain == Duration.class) {
      return Duration.ofMinutes(3);
    }
    if (NUMBERS.contains(plain) || plain == Long.class || plain == Integer.class) {
      return plain == int.class || plain == Integer.class ? (Object) 1 : (Object) 1L;
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return true;
    }
    return plain.isEnum() ? plain.getEnumConstants()[0] : record(plain);
  }

  private Object several(ParameterizedType generic, String name) {
    Type[] arguments = generic.getActualTypeArguments();
    if (generic.getRawType() == Map.class) {
      Map<Object, Object> map = new LinkedHashMap<>();
      map.put(value(arguments[0], ""), value(arguments[1], ""));
      return map;
    }
    Object one = value(arguments[0], name);
    return generic.getRawType() == Optional.class ? Optional.of(one) : List.of(one, one);
  }

  private Object record(Class<?> type) {
    RecordComponent[] parts = type.getRecordComponents();
    try {
      Constructor<?> made =
          type.getDeclaredConstructor(
              Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return made.newInstance(
          Arrays.stream(parts).map(it -> value(it.getGenericType(), it.getName())).toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }
}
