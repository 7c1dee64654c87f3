package io.drillbook.spi.process;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A target's settings as a program finds them in its environment: {@code TARGET_<SOURCE>_<KEY>},
 * such as {@code TARGET_DB_URL} and {@code TARGET_DB_PASSWORD}.
 *
 * @param values what a child process is given
 * @param secrets those among them that must be covered in whatever it writes
 */
public record TargetEnvironment(Map<String, String> values, List<Secret> secrets) {
  /** The environment of a target with these settings by source. */
  public static TargetEnvironment of(Map<String, Settings> targetSources, Secrets secrets) {
    List<Secret> known = new ArrayList<>();
    Map<String, String> values = new HashMap<>();
    targetSources.forEach(
        (source, settings) ->
            settings
                .values()
                .forEach(
                    (key, value) -> {
                      // What a source's own programs are given is not for others.
                      if (!(value instanceof Map)) {
                        values.put(name(source, key), text(value, secrets, known));
                      }
                    }));
    return new TargetEnvironment(values, known);
  }

  private static String text(Object value, Secrets secrets, List<Secret> known) {
    if (value instanceof SecretReference reference) {
      Secret secret = secrets.resolve(reference);
      known.add(secret);
      return secret.reveal();
    }
    return value instanceof List<?> list
        ? String.join(" ", list.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }

  private static String name(String source, String key) {
    return ("TARGET_" + source + "_" + key).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
  }
}
