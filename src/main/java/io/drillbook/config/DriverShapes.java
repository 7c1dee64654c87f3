package io.drillbook.config;

import io.drillbook.config.Shape.Block;
import io.drillbook.config.Shape.Field;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the settings that drivers declare into shapes, and checked values into settings. */
final class DriverShapes {
  private static final Shape.Sequence WORDS = new Shape.Sequence(Leaves.WORD, 1);

  private DriverShapes() {}

  /**
   * One block for each kind.
   *
   * @param folder from where relative paths are taken
   * @param common keys that every kind has besides its settings
   */
  static Map<String, Block> of(Map<String, List<Setting>> kinds, Path folder, List<Field> common) {
    Map<String, Block> blocks = new LinkedHashMap<>();
    kinds.forEach(
        (kind, settings) -> {
          List<Field> fields = new ArrayList<>(common);
          settings.forEach(setting -> fields.add(field(setting, folder)));
          blocks.put(kind, Block.of(fields));
        });
    return blocks;
  }

  /** What of the kinds' settings may stand there. */
  static Map<String, List<Setting>> at(Setting.Place there, Map<String, List<Setting>> kinds) {
    Map<String, List<Setting>> some = new LinkedHashMap<>();
    kinds.forEach(
        (kind, settings) ->
            some.put(kind, settings.stream().filter(setting -> setting.isFor(there)).toList()));
    return some;
  }

  /** The settings of a checked block, without the keys that are not the driver's. */
  static Settings settings(Located block, Set<String> except) {
    Map<String, Object> values = new LinkedHashMap<>();
    block
        .entries()
        .forEach(
            (key, value) -> {
              if (!except.contains(key)) {
                values.put(key, plain(value));
              }
            });
    return new Settings(values);
  }

  private static Object plain(Located value) {
    if (value.value() instanceof Map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      value.entries().forEach((name, entry) -> entries.put(name, plain(entry)));
      return entries;
    }
    return value.value() instanceof List
        ? value.items().stream().map(Located::text).toList()
        : value.value();
  }

  private static Field field(Setting setting, Path folder) {
    return new Field(
        setting.key(), shape(setting.type(), folder), setting.required(), setting.meaning());
  }

  private static Shape shape(Setting.Type type, Path folder) {
    return switch (type) {
      case TEXT -> Leaves.TEXT;
      case NUMBER -> Leaves.NUMBER;
      case FLAG -> Leaves.FLAG;
      case LIST, KEYS, PROGRAM, FILE_PROGRAM -> WORDS;
      case PROGRAMS -> new Shape.Named(Leaves.NAME, WORDS, 1);
      case MAP -> new Shape.Named(Leaves.VARIABLE_NAME, Leaves.REFERRING, 0);
      case DURATION -> Leaves.DURATION_TEXT;
      case PATH -> Leaves.path(folder);
      case PATHS -> new Shape.Sequence(Leaves.path(folder), 1);
      case SECRET -> Leaves.SECRET;
    };
  }
}
