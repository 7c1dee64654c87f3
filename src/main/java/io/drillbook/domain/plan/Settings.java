package io.drillbook.domain.plan;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings that one driver reads from a plan, already checked against the driver's {@link
 * Setting} list. Values are String, Long, Boolean, List of String, Map of String to String or to
 * List of String, or {@link SecretReference}; a secret's value is never in here.
 *
 * @param values the settings by key, in no particular order
 */
public record Settings(Map<String, Object> values) {
  /** The key by which a target says that only a part of a source goes there. */
  public static final String PART = "only";

  public Settings {
    values = Map.copyOf(values);
  }

  /** Settings without any entry. */
  public static Settings none() {
    return new Settings(Map.of());
  }

  /** The text under a key that the driver declared as required. */
  public String text(String key) {
    return optionalText(key).orElseThrow(() -> missing(key));
  }

  /** The text under a key, if it is there. */
  public Optional<String> optionalText(String key) {
    return Optional.ofNullable(values.get(key)).map(String::valueOf);
  }

  /** The whole number under a key, or the default. */
  public long number(String key, long otherwise) {
    return values.get(key) instanceof Long value ? value : otherwise;
  }

  /** The switch under a key, or the default. */
  public boolean flag(String key, boolean otherwise) {
    return values.get(key) instanceof Boolean value ? value : otherwise;
  }

  /** The list under a key; empty where it is not there. */
  public List<String> list(String key) {
    return values.get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** The texts by name under a key, in the order of their names; empty where it is not there. */
  public Map<String, String> texts(String key) {
    Map<String, String> texts = new TreeMap<>();
    if (values.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    }
    return texts;
  }

  /** The lists by name under a key, in the order of their names; empty where it is not there. */
  public Map<String, List<String>> lists(String key) {
    Map<String, List<String>> lists = new TreeMap<>();
    if (values.get(key) instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) ->
              lists.put(
                  String.valueOf(name), ((List<?>) value).stream().map(String::valueOf).toList()));
    }
    return lists;
  }

  /** The reference to a secret under a key, if it is there. */
  public Optional<SecretReference> secret(String key) {
    return values.get(key) instanceof SecretReference reference
        ? Optional.of(reference)
        : Optional.empty();
  }

  private static Fault missing(String key) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read the setting: '" + key + "'",
        "The setting is required; 'drillbook plan check' names the file and line.");
  }
}
