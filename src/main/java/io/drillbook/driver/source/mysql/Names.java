package io.drillbook.driver.source.mysql;

import java.util.regex.Pattern;

/** Names and values as the server's own text. */
final class Names {
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Names() {}

  static String quoted(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  /** A text in single quotes, right whether backslashes escape in it or not. */
  static String literal(String text) {
    StringBuilder hex = new StringBuilder("convert(x'");
    for (byte value : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      hex.append("%02x".formatted(value));
    }
    return hex.append("' using utf8mb4)").toString();
  }

  /** The name in a capture's contents: quoted only where needed. */
  static String shown(String name) {
    return SIMPLE.matcher(name).matches() ? name : quoted(name);
  }
}
