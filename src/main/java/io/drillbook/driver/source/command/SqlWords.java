package io.drillbook.driver.source.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The words of one statement, as far as they tell that it works on databases as a whole. */
final class SqlWords {
  private static final int KEPT = 4;
  private static final Set<String> PASSED_OVER = Set.of("OR", "REPLACE");

  private final boolean mysql;
  private final boolean sure;
  private final List<String> first = new ArrayList<>();
  private String last = "";
  private boolean fromStdin;
  private boolean plainStrings;
  private boolean escapes;

  /** Words of a statement; {@code sure} where nothing else than the given language it can be. */
  SqlWords(boolean mysql, boolean sure) {
    this.mysql = mysql;
    this.sure = sure;
    this.escapes = mysql;
  }

  /** Takes the next word; what the statement does to a database, as soon as that is clear. */
  Optional<String> word(String text) {
    if (first.isEmpty() && Character.isDigit(text.charAt(0))) {
      // The version for which MySQL runs what looks like a comment.
      return Optional.empty();
    }
    String word = text.toUpperCase(Locale.ROOT);
    if (first.size() < KEPT && !PASSED_OVER.contains(word)) {
      first.add(word);
    }
    fromStdin |= last.equals("FROM") && word.equals("STDIN");
    noteStrings(word);
    last = word;
    return worksOnDatabase(word);
  }

  private Optional<String> worksOnDatabase(String word) {
    boolean makesOrDrops =
        first.size() == 2
            && Set.of("CREATE", "DROP").contains(first.get(0))
            && (word.equals("DATABASE") || (mysql && sure && word.equals("SCHEMA")));
    if (makesOrDrops) {
      return Optional.of(String.join(" ", first));
    }
    return mysql && first.size() == 1 && word.equals("USE") ? Optional.of("USE") : Optional.empty();
  }

  /** Dumps of old servers say that a backslash escapes; then it hides a quotation mark. */
  private void noteStrings(String word) {
    plainStrings |= word.equals("STANDARD_CONFORMING_STRINGS");
    if (!mysql && plainStrings && (word.equals("OFF") || word.equals("ON"))) {
      escapes = word.equals("OFF");
    }
  }

  /** Something that is no plain word, such as a quoted name. */
  void other() {
    if (first.size() < KEPT) {
      first.add("");
    }
    last = "";
  }

  /** The statement ended; whether rows follow it. */
  boolean end() {
    boolean rows = !mysql && !first.isEmpty() && first.get(0).equals("COPY") && fromStdin;
    first.clear();
    last = "";
    fromStdin = false;
    plainStrings = false;
    return rows;
  }

  /** Whether a backslash in a plain string escapes the next letter. */
  boolean escapes() {
    return escapes;
  }

  boolean isFirst() {
    return first.isEmpty();
  }

  boolean changesDelimiter() {
    return mysql && first.equals(List.of("DELIMITER"));
  }

  /** Whether a word may hold it; a byte of a longer letter counts as one. */
  static boolean isLetter(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || letter == '_'
        || letter >= 0x80;
  }
}
