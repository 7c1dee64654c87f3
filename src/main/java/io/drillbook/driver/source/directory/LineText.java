package io.drillbook.driver.source.directory;

import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Lines as text. Eleven words with one space between, then checksum and name as {@code sha256sum
 * --check} reads them, so that a person with {@code cut} has all of it:
 *
 * <pre>kind from = mode uid:gid size modified changed inode target attributes sum  ./name</pre>
 */
final class LineText {
  private static final String NONE = "-";
  private static final int WORDS = 11;
  private static final int NANO_DIGITS = 9;
  private static final int OCTAL = 8;
  private static final int HEX = 16;
  private static final long NANOS = 1_000_000_000L;

  private LineText() {}

  static String write(Line line) {
    StringJoiner words = new StringJoiner(" ");
    words.add(String.valueOf(line.kind()));
    words.add(line.from());
    words.add(line.touched() ? "t" : "=");
    words.add("0" + Integer.toOctalString(line.mode()));
    words.add(line.uid() + ":" + line.gid());
    words.add(String.valueOf(line.size()));
    words.add(seconds(line.modified()));
    words.add(orNone(line.changed()));
    words.add(String.valueOf(line.inode()));
    words.add(orNone(encoded(line.target())));
    words.add(orNone(attributes(line.attributes())));
    String safe = Sums.escaped(Sums.PREFIX + line.name());
    String mark = safe.length() == line.name().length() + Sums.PREFIX.length() ? "" : "\\";
    return words + " " + mark + orNone(line.sum()) + "  " + safe;
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException where it is none
   */
  static Line read(String text) {
    String[] words = text.split(" ", WORDS + 1);
    if (words.length <= WORDS || words[0].length() != 1) {
      throw new IllegalArgumentException("not a line of a list: " + RawName.shown(text));
    }
    String rest = words[WORDS];
    boolean escaped = rest.startsWith("\\");
    int space = rest.indexOf("  ");
    String name = space < 0 ? "" : rest.substring(space + 2);
    if (!name.startsWith(Sums.PREFIX)) {
      throw new IllegalArgumentException("no name in a list: " + RawName.shown(text));
    }
    String plain = escaped ? Sums.plain(name) : name;
    int colon = words[4].indexOf(':');
    return new Line(
        words[0].charAt(0),
        words[1],
        words[2].equals("t"),
        Integer.parseInt(words[3], OCTAL),
        Long.parseLong(words[4].substring(0, colon)),
        Long.parseLong(words[4].substring(colon + 1)),
        Long.parseLong(words[5]),
        time(words[6]),
        orEmpty(words[7]),
        Long.parseLong(words[8]),
        decoded(orEmpty(words[9])),
        attributes(orEmpty(words[10])),
        orEmpty(rest.substring(escaped ? 1 : 0, space)),
        plain.substring(Sums.PREFIX.length()));
  }

  /** Seconds with all digits, as {@code touch -d @…} takes them. */
  static String seconds(FileTime time) {
    Instant at = time.toInstant();
    long seconds = at.getEpochSecond();
    long nanos = at.getNano();
    boolean before = seconds < 0 && nanos > 0;
    String whole = before ? "-" + -(seconds + 1) : String.valueOf(seconds);
    String part = String.valueOf(before ? NANOS - nanos : nanos);
    return whole + "." + "0".repeat(NANO_DIGITS - part.length()) + part;
  }

  private static FileTime time(String text) {
    int dot = text.indexOf('.');
    long seconds = Long.parseLong(text.substring(0, dot));
    long nanos = Long.parseLong(text.substring(dot + 1));
    boolean before = text.startsWith("-");
    return FileTime.from(Instant.ofEpochSecond(seconds, before ? -nanos : nanos));
  }

  private static String attributes(Map<String, String> attributes) {
    StringJoiner all = new StringJoiner(",");
    new TreeMap<>(attributes)
        .forEach((name, value) -> all.add(encoded(utf8(name)) + "=" + encoded(utf8(value))));
    return all.toString();
  }

  private static Map<String, String> attributesOf(String text) {
    Map<String, String> found = new TreeMap<>();
    for (String one : text.split(",", -1)) {
      int equals = one.indexOf('=');
      found.put(text(decoded(one.substring(0, equals))), text(decoded(one.substring(equals + 1))));
    }
    return found;
  }

  private static Map<String, String> attributes(String text) {
    return text.isEmpty() ? Map.of() : attributesOf(text);
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Bytes without a space, a sign that the list itself uses, or anything but ASCII. */
  private static String encoded(String bytes) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      boolean plain = c > ' ' && c < '\u007f' && "%,=-".indexOf(c) < 0;
      all.append(plain ? String.valueOf(c) : "%" + HexFormat.of().toHexDigits((byte) c));
    }
    return all.toString();
  }

  private static String decoded(String text) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        c = (char) Integer.parseInt(text.substring(i + 1, i + 3), HEX);
        i += 2;
      }
      bytes.append(c);
    }
    return bytes.toString();
  }

  private static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  private static String orEmpty(String text) {
    return text.equals(NONE) ? "" : text;
  }
}
