package io.drillbook.web.evidence;

/**
 * Makes any text fit to be printed. Signs that turn the direction of what follows would let a
 * reader see another text than the one that is there: they are printed by their number. What XML
 * cannot hold is replaced, or one typed character would cost the whole report.
 */
final class PrintableText {
  private PrintableText() {}

  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            sign -> {
              if (turns(sign)) {
                out.append("[U+")
                    .append(Integer.toHexString(sign).toUpperCase(java.util.Locale.ROOT))
                    .append(']');
              } else {
                out.appendCodePoint(isXml(sign) ? sign : 0xFFFD);
              }
            });
    return out.toString();
  }

  private static boolean turns(int sign) {
    return sign == 0x061C
        || sign == 0x200E
        || sign == 0x200F
        || (sign >= 0x202A && sign <= 0x202E)
        || (sign >= 0x2066 && sign <= 0x2069);
  }

  private static boolean isXml(int sign) {
    return sign == '\t'
        || sign == '\n'
        || sign == '\r'
        || (sign >= 0x20 && sign <= 0xD7FF && !(sign >= 0x7F && sign <= 0x9F))
        || (sign >= 0xE000 && sign <= 0xFFFD)
        || (sign >= 0x10000 && sign <= 0x10FFFF);
  }
}
