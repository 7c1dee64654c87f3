package io.drillbook.domain.record;

/**
 * Text as every database and UTF-8 keep it: PostgreSQL refuses the NUL character, and a lone
 * surrogate has no UTF-8 form, so that two different texts could have one hash.
 */
final class StorableText {
  private static final char REPLACEMENT = '\uFFFD';

  private StorableText() {}

  static String of(String text) {
    if (text == null) {
      return "";
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
