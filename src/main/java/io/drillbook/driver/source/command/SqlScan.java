package io.drillbook.driver.source.command;

import java.util.Optional;
import java.util.Set;

/**
 * Reads a script of SQL as {@code psql} or {@code mysql} would, in one pass, and finds what leads
 * it to another database than the one it is run in. What stands in strings, names, comments, bodies
 * and rows says nothing. It keeps people from mistakes; whoever wants to deceive it can.
 */
final class SqlScan {
  private static final int LONGEST_WORD = 64;
  private static final int LONGEST_END = 4;
  private static final Set<String> LEADS_ELSEWHERE =
      Set.of(
          "c", "connect", "gexec", "i", "ir", "include", "include_relative", "!", "u", "use", ".");
  private static final Set<String> MYSQL_ONLY = Set.of("u", "use", ".");

  private enum State {
    CODE,
    LINE_COMMENT,
    BLOCK_COMMENT,
    STRING,
    NAME,
    TAG,
    BODY,
    COMMAND,
    ARGUMENTS,
    DELIMITER,
    BEFORE_ROWS,
    ROWS
  }

  private final boolean mysql;
  private final SqlWords words;
  private final StringBuilder word = new StringBuilder();
  private final StringBuilder line = new StringBuilder();
  private State state = State.CODE;
  private Optional<String> found = Optional.empty();
  private String delimiter = ";";
  private String tag = "";
  private char quote;
  private char before;
  private boolean escapes;
  private boolean escaped;
  private boolean closed;
  private int depth;

  private SqlScan(boolean mysql, boolean sure) {
    this.mysql = mysql;
    this.words = new SqlWords(mysql, sure);
  }

  /** Reads as {@code psql} does. */
  static SqlScan postgresql() {
    return new SqlScan(false, true);
  }

  /**
   * Reads as {@code mysql} does.
   *
   * @param sure whether it is known to be for MySQL, where a schema is a database
   */
  static SqlScan mysql(boolean sure) {
    return new SqlScan(true, sure);
  }

  /** Reads on; what was found first, if anything was. */
  Optional<String> read(byte[] bytes, int count) {
    for (int i = 0; i < count && found.isEmpty(); i++) {
      char letter = (char) (bytes[i] & 0xff);
      boolean comment = state == State.BLOCK_COMMENT;
      next(letter);
      // The end of one comment is not the beginning of another.
      before = comment && state == State.CODE ? ' ' : letter;
    }
    return found;
  }

  private void next(char letter) {
    switch (state) {
      case CODE -> code(letter);
      case LINE_COMMENT -> back(letter == '\n');
      case BLOCK_COMMENT -> comment(letter);
      case STRING -> string(letter);
      case NAME -> back(letter == quote);
      case TAG -> tag(letter);
      case BODY -> body(letter);
      case COMMAND -> command(letter);
      case ARGUMENTS -> arguments(letter);
      case DELIMITER -> delimiter(letter);
      case BEFORE_ROWS -> beforeRows(letter);
      case ROWS -> rows(letter);
    }
  }

  private void code(char letter) {
    if (SqlWords.isLetter(letter) || (letter == '$' && !word.isEmpty())) {
      word.append(word.length() < LONGEST_WORD ? String.valueOf(letter) : "");
      forget();
    } else if (closed && letter == quote) {
      // Doubled, so it was no end.
      closed = false;
      state = State.STRING;
    } else {
      boolean escapeString = !mysql && word.length() == 1 && (word.charAt(0) | 0x20) == 'e';
      closed = false;
      if (!endWord()) {
        sign(letter, escapeString);
      }
    }
  }

  private void sign(char letter, boolean escapeString) {
    if (letter == '\'' || (mysql && letter == '"')) {
      open(State.STRING, letter);
      escapes = words.escapes() || escapeString;
    } else if (letter == '"' || (mysql && letter == '`')) {
      open(State.NAME, letter);
    } else if (letter == '$' && !mysql) {
      state = State.TAG;
      line.setLength(0);
    } else if (letter == '\\') {
      state = State.COMMAND;
    } else {
      commentOrEnd(letter);
    }
  }

  /** What was about to become a comment or a delimiter did not. */
  private void forget() {
    closed = false;
    tag = "";
    line.setLength(0);
  }

  private void open(State as, char with) {
    words.other();
    state = as;
    quote = with;
    escaped = false;
  }

  private void commentOrEnd(char letter) {
    line.append(letter);
    if (!delimiter.startsWith(line.toString())) {
      line.setLength(0);
      line.append(delimiter.startsWith(String.valueOf(letter)) ? String.valueOf(letter) : "");
    }
    if (line.toString().equals(delimiter)) {
      line.setLength(0);
      state = words.end() ? State.BEFORE_ROWS : State.CODE;
    } else if (before == '/' && letter == '*') {
      state = State.BLOCK_COMMENT;
      depth = 1;
      line.setLength(0);
      tag = "";
    } else if ((before == '-' && letter == '-' && !mysql) || (mysql && letter == '#')) {
      state = State.LINE_COMMENT;
    } else if (mysql && letter <= ' ' && tag.equals("--")) {
      state = letter == '\n' ? State.CODE : State.LINE_COMMENT;
    }
    tag = before == '-' && letter == '-' ? "--" : "";
  }

  private boolean endWord() {
    if (word.isEmpty()) {
      return false;
    }
    found = words.word(word.toString());
    word.setLength(0);
    if (words.changesDelimiter()) {
      state = State.DELIMITER;
      line.setLength(0);
      return true;
    }
    return found.isPresent();
  }

  private void back(boolean now) {
    if (now) {
      state = State.CODE;
    }
  }

  /** What MySQL runs although it looks like a comment counts; PostgreSQL's may be nested. */
  private void comment(char letter) {
    if (mysql && tag.isEmpty() && (letter == '!' || (letter == 'M' && before == '*'))) {
      if (letter == '!') {
        state = State.CODE;
      }
      return;
    }
    tag = "in";
    if (before == '*' && letter == '/') {
      depth--;
    } else if (!mysql && before == '/' && letter == '*') {
      depth++;
    }
    if (depth == 0) {
      state = State.CODE;
      tag = "";
    }
  }

  private void string(char letter) {
    if (escaped) {
      escaped = false;
    } else if (escapes && letter == '\\') {
      escaped = true;
    } else if (letter == quote) {
      closed = true;
      state = State.CODE;
    }
  }

  private void tag(char letter) {
    if (letter == '$') {
      tag = "$" + line + "$";
      line.setLength(0);
      state = State.BODY;
      words.other();
    } else if (SqlWords.isLetter(letter) && !(line.isEmpty() && Character.isDigit(letter))) {
      line.append(letter);
    } else {
      state = State.CODE;
      line.setLength(0);
      code(letter);
    }
  }

  private void body(char letter) {
    line.append(letter);
    if (line.length() > tag.length()) {
      line.deleteCharAt(0);
    }
    if (line.toString().equals(tag)) {
      line.setLength(0);
      tag = "";
      state = State.CODE;
    }
  }

  private void command(char letter) {
    if (letter > ' ' && letter != '\\' && (word.isEmpty() || SqlWords.isLetter(letter))) {
      word.append(letter);
      return;
    }
    String name = word.toString();
    word.setLength(0);
    if (LEADS_ELSEWHERE.contains(name) && (mysql || !MYSQL_ONLY.contains(name))) {
      found = Optional.of("\\" + name);
      return;
    }
    state = letter == '\n' || (letter == '\\' && name.isEmpty()) ? State.CODE : State.ARGUMENTS;
  }

  /** Two backslashes end the arguments, one begins the next command. */
  private void arguments(char letter) {
    if (letter == '\n') {
      state = State.CODE;
    } else if (letter == '\\') {
      state = State.COMMAND;
    }
  }

  private void delimiter(char letter) {
    if (letter > ' ') {
      line.append(letter);
    } else if (letter == '\n' || !line.isEmpty()) {
      delimiter = line.isEmpty() ? delimiter : line.toString();
      line.setLength(0);
      words.end();
      state = State.CODE;
    }
  }

  private void beforeRows(char letter) {
    if (letter == '\n') {
      line.setLength(0);
      state = State.ROWS;
    }
  }

  private void rows(char letter) {
    if (letter == '\n') {
      back(line.toString().equals("\\.") || line.toString().equals("\\.\r"));
      line.setLength(0);
    } else if (line.length() < LONGEST_END) {
      line.append(letter);
    }
  }
}
