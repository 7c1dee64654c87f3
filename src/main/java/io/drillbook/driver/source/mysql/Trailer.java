package io.drillbook.driver.source.mysql;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Watches a dump go by: whether its data have begun, and whether its last line is there. A dump
 * that was cut ends like one that was not, and the client restores half of it without a word.
 */
final class Trailer {
  private static final int KEPT = 512;
  private static final Pattern LAST = Pattern.compile("(?s).*\\n-- Dump completed[^\\n]*\\n?");
  private static final Pattern BEGUN =
      Pattern.compile("\\n-- (?:\\w+ ){0,2}structure for |\\n-- Dumping |\\nCREATE ");

  private String tail = "\n";
  private boolean begun;

  /** Takes the next bytes. */
  void see(byte[] buffer, int offset, int length) {
    String text = tail + new String(buffer, offset, length, StandardCharsets.ISO_8859_1);
    begun = begun || BEGUN.matcher(text).find();
    tail = text.substring(Math.max(0, text.length() - KEPT));
  }

  /** Whether the program is past its beginning: it reads its snapshot by then. */
  boolean hasBegun() {
    return begun;
  }

  /** Whether what was seen ends as a whole dump does. */
  boolean isWhole() {
    return LAST.matcher(tail).matches();
  }
}
