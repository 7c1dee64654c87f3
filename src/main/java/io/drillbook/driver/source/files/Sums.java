package io.drillbook.driver.source.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/** The list of checksums, as {@code sha256sum -c} reads it; names hold no line ends. */
final class Sums {
  private static final int DIGITS = 64;

  private Sums() {}

  static String list(Map<String, String> sums) {
    StringBuilder list = new StringBuilder();
    sums.forEach((name, sum) -> list.append(sum).append("  ./").append(name).append('\n'));
    return list.toString();
  }

  /** The checksums by name; lines that are none make the list differ from any other. */
  static Map<String, String> read(String list) {
    Map<String, String> sums = new TreeMap<>();
    list.lines()
        .forEach(
            line ->
                sums.put(
                    line.length() > DIGITS + 4 ? line.substring(DIGITS + 4) : line,
                    line.substring(0, Math.min(DIGITS, line.length()))));
    return sums;
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
