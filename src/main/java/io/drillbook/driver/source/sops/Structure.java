package io.drillbook.driver.source.sops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What a file that sops encrypted tells anybody, as far as its documentation says; no value.
 *
 * @param keys the paths of all values, such as db.password
 * @param encrypted how many of them are encrypted
 * @param recipients who can decrypt it, such as "age age1…" or "pgp 85D77543…"
 */
record Structure(
    List<String> keys,
    long encrypted,
    List<String> recipients,
    String lastModified,
    String version) {
  private static final String SOPS = "sops";
  private static final String ENCRYPTED = "ENC[";
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  /** The lists in which sops names those who can decrypt, and what names one of them. */
  private static final Map<String, String> LISTS =
      Map.of(
          "age", "recipient",
          "pgp", "fp",
          "kms", "arn",
          "gcp_kms", "resource_id",
          "azure_kv", "vaultUrl",
          "hc_vault", "vault_address");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Reads it; empty where it is not a file that sops encrypted, whatever else it may hold. */
  static Optional<Structure> of(byte[] bytes) {
    return parsed(bytes) instanceof Map<?, ?> all && all.get(SOPS) instanceof Map<?, ?> sops
        ? of(all, sops)
        : Optional.empty();
  }

  /** Nothing where it cannot be read: the message would quote it, and a value may stand there. */
  private static Object parsed(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      if (text.stripLeading().startsWith("{")) {
        // As YAML it would not pass: sops indents JSON by tabs.
        return JSON.readValue(text, Map.class);
      }
      LoaderOptions options = new LoaderOptions();
      options.setCodePointLimit(MOST_BYTES);
      return new Yaml(new SafeConstructor(options)).load(text);
    } catch (JsonProcessingException | YAMLException e) {
      return "";
    }
  }

  private static Optional<Structure> of(Map<?, ?> all, Map<?, ?> sops) {
    List<String> keys = new ArrayList<>();
    long[] encrypted = new long[1];
    all.forEach(
        (name, value) -> {
          if (!SOPS.equals(name)) {
            walk(String.valueOf(name), value, keys, encrypted);
          }
        });
    List<String> recipients = new ArrayList<>();
    recipients(sops, recipients);
    if (sops.get("key_groups") instanceof List<?> groups) {
      groups.stream()
          .filter(Map.class::isInstance)
          .forEach(group -> recipients((Map<?, ?>) group, recipients));
    }
    boolean sealed = text(sops, "mac").startsWith(ENCRYPTED) && !recipients.isEmpty();
    return sealed && encrypted[0] > 0
        ? Optional.of(
            new Structure(
                keys,
                encrypted[0],
                recipients.stream().sorted().toList(),
                text(sops, "lastmodified"),
                text(sops, "version")))
        : Optional.empty();
  }

  byte[] write() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the structure could not be written", e);
    }
  }

  /** Reads what was written; empty where it is not whole. */
  static Optional<Structure> read(byte[] json) {
    try {
      return Optional.ofNullable(JSON.readValue(json, Structure.class));
    } catch (IOException e) {
      // Cut, or never one: the caller says so.
      return Optional.empty();
    }
  }

  private static void walk(String path, Object value, List<String> keys, long[] encrypted) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, inner) -> walk(path + "." + name, inner, keys, encrypted));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        walk(path + "[" + i + "]", list.get(i), keys, encrypted);
      }
    } else {
      keys.add(path);
      encrypted[0] += String.valueOf(value).startsWith(ENCRYPTED) ? 1 : 0;
    }
  }

  private static void recipients(Map<?, ?> from, List<String> found) {
    LISTS.forEach(
        (kind, name) -> {
          if (from.get(kind) instanceof List<?> list) {
            list.stream()
                .filter(Map.class::isInstance)
                .forEach(one -> found.add(kind + " " + text((Map<?, ?>) one, name)));
          }
        });
  }

  /** A time stands without quotes in YAML and is then one. */
  private static String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value instanceof java.util.Date time
        ? time.toInstant().toString()
        : value == null ? "" : String.valueOf(value);
  }
}
