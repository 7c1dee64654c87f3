package io.drillbook.driver.source.mysql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts values of rows out of what a server says (MariaDB and MySQL error references): a fault is on
 * the record for years, and somebody's address is not to stand there.
 */
final class RowValues {
  private static final int DUPLICATE_ENTRY = 1062;
  private static final int TRUNCATED_VALUE = 1292;
  private static final int WRONG_VALUE = 1366;
  private static final List<Integer> QUOTING =
      List.of(DUPLICATE_ENTRY, TRUNCATED_VALUE, WRONG_VALUE);

  /** Greedy, because a value may hold quotes; to the end where nothing shows where it ends. */
  private static final Pattern VALUE =
      Pattern.compile(
          "(?s)(Duplicate entry |(?<!Truncated )[Ii]ncorrect [^':]*value: )"
              + "'(?:.*'(?= for (?:key|column) )|.*)");

  private static final Pattern TRUNCATED =
      Pattern.compile("(?s)(Truncated incorrect [^':]*value: )'.*");
  private static final Pattern ANY = Pattern.compile("(?s)()'.*");
  private static final Pattern NUMBER = Pattern.compile("\\b(?:ERROR|[Ee]rror:?) \\(?(\\d{4})\\b");

  private RowValues() {}

  /** What a client program said, its number in it. */
  static String cut(String said) {
    Matcher number = NUMBER.matcher(said);
    return cut(number.find() ? Integer.parseInt(number.group(1)) : 0, said);
  }

  /** What was said of the error of this number. */
  static String cut(int number, String said) {
    for (Pattern pattern : List.of(VALUE, TRUNCATED)) {
      Matcher matcher = pattern.matcher(said);
      if (matcher.find()) {
        return matcher.replaceFirst("$1'…'");
      }
    }
    // A server may speak another language.
    return QUOTING.contains(number) ? ANY.matcher(said).replaceFirst("'…'") : said;
  }
}
