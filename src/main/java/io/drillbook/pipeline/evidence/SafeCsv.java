package io.drillbook.pipeline.evidence;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows for spreadsheets. A cell that such a program would take for a formula gets an apostrophe in
 * front: what somebody typed as a reason must not run on an auditor's desk.
 */
final class SafeCsv {
  /** A program may pass over blanks and breaks before it looks for a formula. */
  private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n";

  private SafeCsv() {}

  static String row(List<String> cells) {
    return cells.stream().map(SafeCsv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    boolean formula = !text.isEmpty() && isFormula(text);
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"").replace("\0", "\uFFFD") + '"';
  }

  private static boolean isFormula(String text) {
    int first = 0;
    while (first < text.length() - 1 && isBlank(text.charAt(first))) {
      first++;
    }
    return FORMULA.indexOf(text.charAt(0)) >= 0 || FORMULA.indexOf(text.charAt(first)) >= 0;
  }

  private static boolean isBlank(char sign) {
    return Character.isWhitespace(sign)
        || Character.isSpaceChar(sign)
        || Character.isISOControl(sign)
        || Character.getType(sign) == Character.FORMAT;
  }
}
