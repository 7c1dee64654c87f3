package io.drillbook.domain.audit;

import java.util.TreeMap;
import java.util.regex.Pattern;

/** What stands where in one line of a plan: quoted texts, words, keys and the comment. */
final class YamlLine {
  private static final Pattern BLOCK_ITEM = Pattern.compile("\\s*(- +)+");
  private static final String BEFORE_A_QUOTE = "[{,:-";

  private final String line;
  private final int comment;

  /** The closing quotation mark of each opening one. */
  private final TreeMap<Integer, Integer> quoted = new TreeMap<>();

  YamlLine(String line) {
    this.line = line;
    int at = 0;
    while (at < end() && !isComment(at)) {
      if (isQuote(at) && mayOpen(at)) {
        int closing = closingOf(at);
        quoted.put(at, closing);
        at = closing;
      }
      at++;
    }
    this.comment = Math.min(at, end());
  }

  /** Where the comment begins; the end where there is none. */
  int comment() {
    return comment;
  }

  /** Behind the last character. */
  int end() {
    return line.endsWith("\r") ? line.length() - 1 : line.length();
  }

  /** Where the quoted text ends in which something stands; below zero where it stands in none. */
  int closing(int at) {
    var range = quoted.lowerEntry(at);
    return range != null && at < range.getValue() ? range.getValue() : -1;
  }

  /** Whether a colon ends a key of the plan. */
  boolean isKey(int colon) {
    return line.charAt(colon) == ':'
        && colon < comment
        && closing(colon) < 0
        && (colon + 1 >= end()
            || Character.isWhitespace(line.charAt(colon + 1))
            || quoted.containsValue(colon - 1));
  }

  /** Whether a list or a map in brackets was opened before. */
  boolean isFlow(int at) {
    return line.substring(0, at).chars().anyMatch(it -> it == '[' || it == '{');
  }

  /** Whether a name is the first of its word, as in {@code --password=…}. */
  boolean beginsWord(int name) {
    int start = wordStart(name);
    if (closing(name) >= 0) {
      return quoted.containsKey(start - 1);
    }
    String before = line.substring(0, start);
    String near = before.stripTrailing();
    return isFlow(name)
        ? near.endsWith("[") || near.endsWith("{") || near.endsWith(",")
        : BLOCK_ITEM.matcher(before).matches();
  }

  /** Where the option begins that a name is in. */
  int wordStart(int name) {
    int start = name;
    while (start > 0 && isOfName(line.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isOfName(char it) {
    return Character.isLetterOrDigit(it) || it == '_' || it == '-' || it == '.';
  }

  private boolean isComment(int at) {
    return line.charAt(at) == '#' && (at == 0 || Character.isWhitespace(line.charAt(at - 1)));
  }

  private boolean isQuote(int at) {
    return line.charAt(at) == '"' || line.charAt(at) == '\'';
  }

  /** An apostrophe within a word opens nothing. */
  private boolean mayOpen(int at) {
    return at == 0
        || Character.isWhitespace(line.charAt(at - 1))
        || BEFORE_A_QUOTE.indexOf(line.charAt(at - 1)) >= 0;
  }

  private int closingOf(int opening) {
    char quote = line.charAt(opening);
    for (int at = opening + 1; at < end(); at++) {
      char it = line.charAt(at);
      boolean escapes =
          quote == '"' ? it == '\\' : it == '\'' && at + 1 < end() && line.charAt(at + 1) == '\'';
      if (escapes) {
        at++;
      } else if (it == quote) {
        return at;
      }
    }
    return end();
  }
}
