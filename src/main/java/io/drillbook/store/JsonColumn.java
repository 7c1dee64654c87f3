package io.drillbook.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;

/** Small maps and lists in a text column, as JSON. */
final class JsonColumn {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

  private static final TypeReference<List<Map<String, String>>> ROWS = new TypeReference<>() {};

  private JsonColumn() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a value that JSON cannot hold", e);
    }
  }

  static Map<String, String> texts(String json) {
    return read(json, TEXTS);
  }

  static Map<String, Long> counts(String json) {
    return read(json, COUNTS);
  }

  static List<String> names(String json) {
    return read(json, NAMES);
  }

  static List<Map<String, String>> rows(String json) {
    return read(json, ROWS);
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column that does not hold the JSON we wrote", e);
    }
  }
}
