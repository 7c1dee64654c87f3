package io.drillbook.engine.access;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Random passwords that can be read aloud: no letters that look alike, about 110 bits. */
final class OneTimePassword {
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int GROUPS = 4;
  private static final int GROUP_LENGTH = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private OneTimePassword() {}

  /** A new one; it has what the engine's password policy asks for. */
  static String random() {
    String password;
    do {
      password = draw();
    } while (!password.matches("(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9]).*"));
    return password;
  }

  private static String draw() {
    String letters =
        RANDOM
            .ints((long) GROUPS * GROUP_LENGTH, 0, ALPHABET.length())
            .mapToObj(i -> ALPHABET.substring(i, i + 1))
            .collect(Collectors.joining());
    return letters.replaceAll("(.{" + GROUP_LENGTH + "})(?=.)", "$1-");
  }
}
