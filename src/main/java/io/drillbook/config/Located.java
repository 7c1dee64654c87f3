package io.drillbook.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a YAML file together with where it stands. Values that were wrong are left out, so
 * that the rules can go on with what is right.
 *
 * @param value what the shape made of it: a map of name to Located, a list of Located, or a leaf
 * @param place where the value stands
 * @param key where its key stands; the value's own place where it has none
 */
record Located(Object value, Place place, Place key) {
  static Located nothing() {
    return new Located(Map.of(), Place.START, Place.START);
  }

  /** The entries of a block in the order of the file; empty where this is no block. */
  @SuppressWarnings("unchecked") // only ShapeCheck builds these maps
  Map<String, Located> entries() {
    return value instanceof Map ? (Map<String, Located>) value : Map.of();
  }

  /** The items of a list; empty where this is none. */
  @SuppressWarnings("unchecked") // only ShapeCheck builds these lists
  List<Located> items() {
    return value instanceof List ? (List<Located>) value : List.of();
  }

  /** What stands under the keys, if all of them are there. */
  Optional<Located> at(String... path) {
    Located at = this;
    for (String step : path) {
      at = at.entries().get(step);
      if (at == null) {
        return Optional.empty();
      }
    }
    return Optional.of(at);
  }

  /** The entries under the keys; empty where they are not there. */
  Map<String, Located> entries(String... path) {
    return at(path).map(Located::entries).orElse(new LinkedHashMap<>());
  }

  /** The items under the keys; empty where they are not there. */
  List<Located> items(String... path) {
    return at(path).map(Located::items).orElse(List.of());
  }

  /** The leaf under the keys, if it is there and of that type. */
  <T> Optional<T> leaf(Class<T> type, String... path) {
    return at(path).map(Located::value).filter(type::isInstance).map(type::cast);
  }

  /** The texts of the list under the keys. */
  List<String> texts(String... path) {
    return items(path).stream().map(item -> String.valueOf(item.value())).toList();
  }

  String text() {
    return String.valueOf(value);
  }
}
