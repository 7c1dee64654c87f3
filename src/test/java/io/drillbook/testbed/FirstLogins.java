package io.drillbook.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The one-time passwords of a server's first start.
 *
 * @param passwords by user
 */
public record FirstLogins(Map<String, String> passwords) {
  /** The file's place, seen from the folder in which a configuration lies. */
  public static final String FILE = "var/first-login.txt";

  /** Those of the server whose configuration lies in that folder; it has begun to run. */
  public static FirstLogins in(Path home) {
    Map<String, String> passwords = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(home.resolve(FILE))) {
        String[] words = line.split("\\s+", 3);
        passwords.put(words[0], words[2]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FirstLogins(passwords);
  }

  /** The password of the user of that name, which must be there. */
  public String of(String user) {
    String password = passwords.get(user);
    if (password == null) {
      throw new IllegalArgumentException("no such user: " + user);
    }
    return password;
  }

  @Override
  public String toString() {
    return passwords.keySet().toString();
  }
}
