package io.drillbook.config;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A vault written in one word, taken apart.
 *
 * @param shown the word without what stands behind the question mark
 * @param authority user, host and port, as far as they are there
 */
record VaultWord(
    String kind, String shown, Map<String, String> authority, String path, String query) {
  private static final String FOLDER = "directory";

  VaultWord {
    authority = Map.copyOf(authority);
  }

  static VaultWord of(String word) {
    if (!word.matches("[a-z][a-z0-9-]*://.*")) {
      return new VaultWord(FOLDER, word, Map.of(), word, "");
    }
    String[] halves = word.split("\\?", 2);
    try {
      URI uri = new URI(halves[0]);
      String kind = uri.getScheme().equals("file") ? FOLDER : uri.getScheme();
      return new VaultWord(
          kind, halves[0], authority(uri), uri.getPath(), halves.length == 2 ? halves[1] : "");
    } catch (URISyntaxException e) {
      throw unreadable(e.getReason());
    }
  }

  private static Map<String, String> authority(URI uri) {
    Map<String, String> authority = new LinkedHashMap<>();
    if (uri.getUserInfo() != null) {
      if (uri.getUserInfo().contains(":")) {
        throw unreadable("a password does not belong on a command line");
      }
      authority.put("user", uri.getUserInfo());
    }
    String host = uri.getHost() != null ? uri.getHost() : uri.getAuthority();
    if (host != null) {
      authority.put("host", host);
    }
    if (uri.getPort() >= 0) {
      authority.put("port", String.valueOf(uri.getPort()));
    }
    return authority;
  }

  /** The word may hold a password by mistake, so it is not repeated. */
  private static Fault unreadable(String why) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read the word as the address of a vault: '" + why + "'",
        "Write a folder or kind://user@host:port/path?setting=value, or put the vault into a file"
            + " and name it by --vault-file.");
  }

  /** The settings that the word gives, under the names that the kind has for them. */
  Map<String, String> settings(Set<String> known) {
    Map<String, String> settings = new LinkedHashMap<>();
    authority.forEach((key, value) -> settings.put(name(key, "bucket", known), value));
    String trimmed = known.contains("path") ? path : path.replaceAll("^/+|/+$", "");
    if (!trimmed.isEmpty()) {
      settings.put(name("path", "prefix", known), trimmed);
    }
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      String[] halves = pair.split("=", 2);
      settings.put(decoded(halves[0]), halves.length == 2 ? decoded(halves[1]) : "true");
    }
    return settings;
  }

  /** A kind without hosts keeps what stands in that place as its bucket. */
  private static String name(String key, String otherwise, Set<String> known) {
    return !known.contains(key) && known.contains(otherwise) ? otherwise : key;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
