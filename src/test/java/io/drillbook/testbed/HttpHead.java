package io.drillbook.testbed;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The lines before the body of a request or an answer. */
record HttpHead(List<String> lines) {
  static HttpHead read(InputStream in) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    String end = "\r\n\r\n";
    int matched = 0;
    while (matched < end.length()) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("hung up");
      }
      read.write(c);
      matched = c == end.charAt(matched) ? matched + 1 : c == '\r' ? 1 : 0;
    }
    return new HttpHead(read.toString(StandardCharsets.ISO_8859_1).lines().limit(200).toList());
  }

  /** Method and target of a request. */
  String first() {
    return lines.get(0);
  }

  /** All of it in one line, for who looks for a header. */
  String inOneLine() {
    return String.join(" | ", lines);
  }

  boolean has(String name) {
    return lines.stream().anyMatch(line -> isNamed(line, name));
  }

  long bodyBytes() {
    return lines.stream()
        .filter(line -> isNamed(line, "content-length"))
        .map(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
        .findFirst()
        .orElse(0L);
  }

  /** As it is passed on by one who answers 100-continue himself and keeps no connection. */
  byte[] toBePassedOn() {
    StringBuilder text = new StringBuilder();
    lines.stream()
        .filter(line -> !line.isEmpty())
        .filter(line -> !isNamed(line, "expect") && !isNamed(line, "connection"))
        .forEach(line -> text.append(line).append("\r\n"));
    return text.append("Connection: close\r\n\r\n")
        .toString()
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean isNamed(String line, String name) {
    return line.toLowerCase(Locale.ROOT).startsWith(name + ":");
  }
}
